import { describe, expect, it } from 'vitest';
import type { FromWorker, Picture } from './messages';
import { createPageEnd, createWorkerEnd, type OnTheWire } from './picture-wire';

/** Both ends, with a copy between them as between two threads. */
function threads() {
  const wire: OnTheWire[] = [];
  const post = createWorkerEnd((message) => wire.push(structuredClone(message)));
  const receive = createPageEnd();
  return {
    wire,
    across(message: FromWorker): FromWorker {
      post(message);
      const sent = wire.at(-1);
      if (sent === undefined) throw new Error('nothing was posted');
      return receive(sent);
    },
  };
}

const edge = (id: string, requestsPerSecond: number) => ({
  id,
  source: 'a',
  target: 'b',
  requestsPerSecond,
  responses: { '200': requestsPerSecond },
});
const picture = (atSeconds: number, rates: readonly number[]): Picture =>
  ({
    atSeconds,
    mesh: { nodes: [{ id: 'a' }, { id: 'b' }], edges: rates.map((rate, index) => edge(`e${index}`, rate)), groups: [] },
    layout: { nodes: new Map([['a', { x: 0, y: 0 }]]) },
  }) as unknown as Picture;
const shown = (message: FromWorker): Picture => {
  if (!('picture' in message)) throw new Error(`${message.type} has no picture`);
  return message.picture;
};

describe('pictures between two threads', () => {
  it('arrive as they were posted, asked for or not', () => {
    const { across } = threads();
    const messages: readonly FromWorker[] = [
      { type: 'picture', id: 1, picture: picture(60, [1, 2, 3]) },
      { type: 'redrawn', id: 0, picture: picture(60, [1, 2]) },
      { type: 'failed', id: 2, problems: [], queries: [] },
      { type: 'picture', id: 3, picture: picture(120, [5, 2, 3, 4]) },
    ];
    expect(messages.map(across)).toEqual(messages);
  });

  it('keep what did not change', () => {
    const { across } = threads();
    const first = shown(across({ type: 'picture', id: 1, picture: picture(60, [1, 2]) }));
    const second = shown(across({ type: 'picture', id: 2, picture: picture(120, [1, 7]) }));
    expect(second.layout).toBe(first.layout);
    expect(second.mesh.nodes).toBe(first.mesh.nodes);
    expect(second.mesh.edges[0]).toBe(first.mesh.edges[0]);
    expect(second.mesh.edges[1]).toEqual(edge('e1', 7));
    expect(first.mesh.edges[1]).toEqual(edge('e1', 2));
  });

  it('send numbers alone where numbers alone changed', () => {
    const { wire, across } = threads();
    across({ type: 'picture', id: 1, picture: picture(60, [1, 2, 3]) });
    across({ type: 'picture', id: 2, picture: picture(120, [4, 5, 6]) });
    const sent = JSON.stringify(wire.at(-1), (_, value) => (ArrayBuffer.isView(value) ? 'numbers' : value));
    expect(sent).not.toMatch(/"e\d"/);
    expect(sent.match(/requestsPerSecond/g)).toHaveLength(1);
  });
});
