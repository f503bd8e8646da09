/** 1,000 refreshes through the data worker's engine in this process: the heap stays, the network's part is answered from memory. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DEFAULT_THRESHOLDS } from '../../src/mesh/health';
import { createDataEngine } from '../../src/worker/data-engine';
import type { FromWorker, ToWorker } from '../../src/worker/messages';
import { changingAnswer } from './changing-answers';
import { type HeapVerdict, heapVerdict } from './heap';

const SECONDS_BETWEEN = 15;
const START_SECONDS = 1_700_000_000;

function forcedCollection(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('This Node cannot be told to collect garbage.');
  return () => {
    collect();
    collect();
  };
}

function refreshMessage(round: number): ToWorker {
  return {
    type: 'refresh',
    id: round + 1,
    request: {
      source: { id: 'soak', label: 'soak', prometheusUrl: '/prometheus', mock: false },
      scenario: undefined,
      atSeconds: START_SECONDS + round * SECONDS_BETWEEN,
      alignNow: true,
      showIdle: false,
      windowSeconds: 300,
      namespaces: [],
    },
    show: { groupBy: undefined, opened: [], closed: [], thresholds: DEFAULT_THRESHOLDS },
  };
}

export async function soakEngine(refreshes: number, warmUp: number): Promise<HeapVerdict> {
  const collect = forcedCollection();
  let round = 0;
  let settle: (message: FromWorker) => void = () => {};
  const engine = createDataEngine({
    fetch: async (_, init) => new Response(changingAnswer(new URLSearchParams(String(init?.body)).get('query') ?? '', round)),
    now: () => (START_SECONDS + round * SECONDS_BETWEEN) * 1000,
    base: 'http://soak.invalid/',
    post: (message) => settle(message),
  });
  const refresh = () =>
    new Promise<void>((resolve, reject) => {
      settle = (message) => {
        if (message.type === 'failed') reject(new Error(message.problems.map((problem) => problem.message).join(' ')));
        if (message.type === 'picture' && message.picture.stage === 'complete') resolve();
      };
      engine.handle(refreshMessage(round));
    });
  let before = 0;
  for (; round < warmUp + refreshes; round += 1) {
    if (round === warmUp) {
      collect();
      before = process.memoryUsage().heapUsed;
    }
    await refresh();
  }
  settle = () => {};
  collect();
  return heapVerdict(`engine, ${refreshes} refreshes`, before, process.memoryUsage().heapUsed);
}
