/** Entry of the data worker: binds the engine to this thread's fetch, clock and messages. */
import { createDataEngine } from './data-engine';
import type { ToWorker } from './messages';
import { createWorkerEnd } from './picture-wire';

const engine = createDataEngine({
  fetch: (input, init) => fetch(input, init),
  now: Date.now,
  post: createWorkerEnd((message) => postMessage(message)),
  base: location.href,
});

addEventListener('message', (event: MessageEvent<ToWorker>) => engine.handle(event.data));
