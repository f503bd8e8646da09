import { describe, expect, it } from 'vitest';
import type { Scene } from '../../scene/scene';
import { sceneEdge, sceneNode } from '../../testing/scene-parts';
import { orientation, type Stand, type Step, walk, walkMap } from './walk';

const node = (id: string, x: number, y: number) => sceneNode(id, x, y);
const edge = (source: string, target: string) => sceneEdge(`${source}>${target}`, source, target);

//   shop: web ─┬─> cart ──> db   bank (to the right): pay
//              └─> pay           cart and web also meet in "cart"
const SCENE: Scene = {
  groups: [
    { id: 'bank', label: 'bank', depth: 0, x: 500, y: 0, width: 100, height: 100 },
    { id: 'shop', label: 'shop', depth: 0, x: 0, y: 0, width: 400, height: 200 },
  ],
  nodes: [node('pay', 550, 90), node('db', 300, 20), node('cart', 200, 20), node('queue', 200, 80), node('web', 20, 50)],
  edges: [edge('web', 'pay'), edge('web', 'cart'), edge('cart', 'db'), edge('queue', 'db')],
};
const MAP = walkMap(SCENE, (id) => (id === 'pay' ? 'bank' : 'shop'));

describe('arrow keys walk the picture', () => {
  it('in reading order: group by group, column by column, top to bottom', () => {
    expect(MAP.nodes).toEqual(['web', 'cart', 'queue', 'db', 'pay']);
  });

  it.each<[string, Stand | undefined, Step, Stand | undefined]>([
    ['the first key starts at the first node', undefined, 'right', { id: 'web' }],
    ['what left the picture starts anew', { id: 'gone' }, 'down', { id: 'web' }],
    ['right of a node is its topmost call', { id: 'web' }, 'right', { id: 'web>cart', via: 'web' }],
    ['down on a call is the next call of the same node', { id: 'web>cart', via: 'web' }, 'down', { id: 'web>pay', via: 'web' }],
    ['up on the first call stays', { id: 'web>cart', via: 'web' }, 'up', undefined],
    ['right of a call is who is called', { id: 'web>pay', via: 'web' }, 'right', { id: 'pay' }],
    ['left of a call is who calls', { id: 'web>pay', via: 'web' }, 'left', { id: 'web' }],
    ['left of a node is its topmost caller', { id: 'db' }, 'left', { id: 'cart>db', via: 'db' }],
    ['down on a caller is the next caller of the same node', { id: 'cart>db', via: 'db' }, 'down', { id: 'queue>db', via: 'db' }],
    ['an edge that was selected by pointer counts as a call', { id: 'web>cart' }, 'down', { id: 'web>pay', via: 'web' }],
    ['down on a node is the next in reading order', { id: 'db' }, 'down', { id: 'pay' }],
    ['up on the first node stays', { id: 'web' }, 'up', undefined],
    ['nobody is called: stays', { id: 'pay' }, 'right', undefined],
    ['End', { id: 'web' }, 'last', { id: 'pay' }],
    ['Home', { id: 'db' }, 'first', { id: 'web' }],
  ])('%s', (_, at, step, expected) => {
    expect(walk(MAP, at, step)).toEqual(expected);
  });

  it('reaches every node and edge from the first', () => {
    const seen = new Set<string>(['web']);
    const open: Stand[] = [{ id: 'web' }];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const step of ['right', 'left', 'up', 'down'] as const) {
        const next = walk(MAP, at, step);
        const key = next === undefined ? '' : `${next.id} ${next.via ?? ''}`;
        if (next === undefined || seen.has(key)) continue;
        seen.add(key);
        open.push(next);
      }
    }
    const ids = new Set([...seen].map((key) => key.split(' ')[0]));
    expect([...SCENE.nodes, ...SCENE.edges].filter(({ id }) => !ids.has(id))).toEqual([]);
  });

  it.each<[Stand, string]>([
    [{ id: 'web' }, 'calls 2, called by 0'],
    [{ id: 'web>pay', via: 'web' }, '2 of 2 calls'],
    [{ id: 'cart>db', via: 'db' }, '1 of 2 callers'],
  ])('says where one stands: %j', (at, said) => {
    expect(orientation(MAP, at)).toBe(said);
  });
});
