/** Runs inside the page: it may use nothing from outside its own body. */
import { DEFAULT_THRESHOLDS } from '../../src/mesh/health';
import type { Picture, ToWorker } from '../../src/worker/messages';
import type { OnTheWire } from '../../src/worker/picture-wire';

interface Rounds {
  readonly ms: readonly number[];
  /** Longest time per round in which the main thread answered no ping. */
  readonly blockedMs: readonly number[];
}

export interface Measured {
  readonly json: Rounds;
  /** The first picture: default view and layout included. */
  readonly firstMs: number;
  /** Namespaces closed, as a mesh of this size opens. */
  readonly closed: Rounds;
  readonly open: Rounds;
}

export async function measureInPage({ rounds, warmUp }: { readonly rounds: number; readonly warmUp: number }): Promise<Measured> {
  /** Pings itself through a MessageChannel: the longest silence is the longest block. */
  const watch = () => {
    const { port1, port2 } = new MessageChannel();
    let longest = 0;
    let last = performance.now();
    let going = true;
    port1.onmessage = () => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
      if (going) port2.postMessage(0);
    };
    port2.postMessage(0);
    return () => {
      going = false;
      return Math.max(longest, performance.now() - last);
    };
  };
  const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    await rest(100);
    const start = performance.now();
    await work();
    return performance.now() - start;
  };
  const blocked = async (work: () => Promise<unknown>): Promise<number> => {
    await rest(100);
    const stop = watch();
    await work();
    // The ping after the work belongs to it: a message is only read when it is handled.
    await rest(0);
    return stop();
  };
  /** Times and blocks apart: the pings need a core of their own. All works by turns, so that each meets the same machine. */
  const byTurns = async (works: readonly (() => Promise<unknown>)[]): Promise<readonly Rounds[]> => {
    const measured = works.map((work) => ({ work, ms: [] as number[], blockedMs: [] as number[] }));
    for (let round = 0; round < rounds; round += 1) for (const one of measured) one.ms.push(await timed(one.work));
    for (let round = 0; round < rounds; round += 1) for (const one of measured) one.blockedMs.push(await blocked(one.work));
    return measured;
  };

  const worker = new Worker('/worker.js', { type: 'module' });
  let id = 0;
  let groups: readonly string[] = [];
  const refresh = (opened: readonly string[]) => {
    id += 1;
    const asked = id;
    const message: ToWorker = {
      type: 'refresh',
      id: asked,
      request: {
        source: { id: 'bench', label: 'bench', prometheusUrl: '/prometheus', mock: false },
        scenario: undefined,
        atSeconds: 1_700_000_000 + asked * 15,
        alignNow: false,
        showIdle: false,
        windowSeconds: 300,
        namespaces: [],
      },
      show: { groupBy: undefined, opened, closed: [], thresholds: DEFAULT_THRESHOLDS },
    };
    // The first of the two pictures of a refresh: requests and TCP are there, the edges with them.
    return new Promise<void>((resolve, reject) => {
      const onMessage = ({ data }: MessageEvent<OnTheWire>) => {
        if (data.id !== asked) return;
        worker.removeEventListener('message', onMessage);
        if (data.type !== 'picture') {
          reject(new Error(JSON.stringify(data)));
          return;
        }
        // The first one is sent whole, later ones as what differs.
        if (data.patch?.kind === 'whole') {
          const first = data.patch.value as Picture;
          if (first.totals.edges === 0) reject(new Error('The picture is empty.'));
          groups = first.mesh.groups.map((group) => group.id);
        }
        resolve();
      };
      worker.addEventListener('message', onMessage);
      worker.postMessage(message);
    });
  };
  const json = async () => (await fetch('/answer.json', { method: 'POST' })).json();

  await json();
  const firstMs = await timed(() => refresh([]));
  for (let round = 0; round < warmUp; round += 1) {
    await json();
    await refresh([]);
  }
  const everything = groups;
  const [floor, closed, open] = await byTurns([json, () => refresh([]), () => refresh(everything)]);
  worker.terminate();
  if (floor === undefined || closed === undefined || open === undefined) throw new Error('Nothing was measured.');
  return { json: floor, firstMs, closed, open };
}
