/** The data engine in the page's own thread: a worker would need a second script that the file's policy allows. */
import type { WorkerChannel } from '../app/data-port';
import { createDataEngine } from '../worker/data-engine';
import type { FromWorker } from '../worker/messages';
import { createPageEnd, createWorkerEnd } from '../worker/picture-wire';

const noNetwork = (): Promise<never> => Promise.reject(new TypeError('A saved file asks nobody.'));

/**
 * Messages are handled one task later each, as a worker's are, so that the page draws in between; pictures share with the one before what
 * did not change, as if they came from a worker.
 */
export function createEngineHere(): WorkerChannel {
  const listeners = new Set<(message: FromWorker) => void>();
  const received = createPageEnd();
  const engine = createDataEngine({
    fetch: noNetwork,
    now: Date.now,
    post: createWorkerEnd((sent) => {
      const message = received(sent);
      for (const listener of listeners) listener(message);
    }),
    base: document.baseURI,
  });
  return {
    send: (message) => {
      setTimeout(() => engine.handle(message), 0);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
