/** The page's end of the data worker. */
import type { FromWorker, ToWorker } from './messages';
import { createPageEnd, type OnTheWire } from './picture-wire';

export interface WorkerClient {
  send(message: ToWorker): void;
  /** Returns the end of the subscription. */
  subscribe(listener: (message: FromWorker) => void): () => void;
  dispose(): void;
}

export function createDataWorker(): WorkerClient {
  const worker = new Worker(new URL('./data-worker.ts', import.meta.url), { type: 'module', name: 'seamark-data' });
  const received = createPageEnd();
  const listeners = new Set<(message: FromWorker) => void>();
  worker.addEventListener('message', ({ data }: MessageEvent<OnTheWire>) => {
    const message = received(data);
    for (const listener of listeners) listener(message);
  });
  return {
    send: (message) => worker.postMessage(message),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => worker.terminate(),
  };
}
