/** The page's end of the data worker. */
import type { FromWorker, ToWorker } from './messages';

export interface WorkerClient {
  send(message: ToWorker): void;
  /** Returns the end of the subscription. */
  subscribe(listener: (message: FromWorker) => void): () => void;
  dispose(): void;
}

export function createDataWorker(): WorkerClient {
  const worker = new Worker(new URL('./data-worker.ts', import.meta.url), { type: 'module', name: 'seamark-data' });
  return {
    send: (message) => worker.postMessage(message),
    subscribe(listener) {
      const onMessage = (event: MessageEvent<FromWorker>) => listener(event.data);
      worker.addEventListener('message', onMessage);
      return () => worker.removeEventListener('message', onMessage);
    },
    dispose: () => worker.terminate(),
  };
}
