import { describe, expect, it } from 'vitest';
import type { LayoutGraph } from '../layout/types';
import { createPlaces } from './places';

/** "shop/web>shop/cart data/db": calls and lone nodes, each in the box named before the slash. */
function graphOf(text: string): LayoutGraph {
  const words = text.split(' ');
  const ids = [...new Set(words.flatMap((word) => word.split('>')))];
  return {
    nodes: ids.map((id) => ({ id, group: id.split('/')[0]!, width: 112, height: 44 })),
    edges: words.filter((word) => word.includes('>')).map((word) => ({ source: word.split('>')[0]!, target: word.split('>')[1]! })),
  };
}

function mesh() {
  const places = createPlaces();
  return {
    places,
    draw: (text: string, scope = 'all') => places.layoutOf('source', { scope, topology: text }, () => graphOf(text)),
  };
}

const SHOP = 'shop/web>shop/cart shop/web>shop/pay shop/cart>data/db shop/pay>data/db';

describe('places', () => {
  it('are not even computed while the topology is the same', () => {
    const { places, draw } = mesh();
    const before = draw(SHOP);
    const again = places.layoutOf('source', { scope: 'all', topology: SHOP }, () => {
      throw new Error('asked for the graph');
    });
    expect(again).toBe(before);
  });

  it('are given back to a node that was gone for some refreshes', () => {
    const { draw } = mesh();
    const before = draw(SHOP);
    draw('shop/web>shop/cart shop/cart>data/db');
    draw('shop/web>shop/cart shop/cart>data/db shop/web');
    expect(draw(SHOP).nodes).toEqual(before.nodes);
  });

  it('are given back to a whole box', () => {
    const { draw } = mesh();
    const before = draw(SHOP);
    draw('shop/web>shop/cart shop/web>shop/pay');
    expect(draw(SHOP)).toEqual(before);
  });

  it('that somebody took meanwhile stay with the one who took them', () => {
    const { draw } = mesh();
    draw(SHOP);
    const taken = draw('shop/web>shop/cart shop/web>shop/new shop/cart>data/db');
    const after = draw(`${SHOP} shop/web>shop/new`);
    expect(after.nodes.get('shop/new')).toEqual(taken.nodes.get('shop/new'));
    const heights = new Set(['shop/cart', 'shop/pay', 'shop/new'].map((id) => JSON.stringify(after.nodes.get(id))));
    expect(heights.size).toBe(3);
  });

  it('stay when a refresh brings many newcomers at once', () => {
    const { draw } = mesh();
    const before = draw('shop/web>shop/cart');
    const after = draw(`${SHOP} a/x>a/y b/z>shop/web`);
    expect(after.nodes.get('shop/web')).toEqual(before.nodes.get('shop/web'));
    expect(after.nodes.get('shop/cart')).toEqual(before.nodes.get('shop/cart'));
  });

  it('start anew when a wider scope shows mostly what had no place', () => {
    const { draw } = mesh();
    draw('data/db', 'data');
    expect(draw(SHOP, 'all')).toEqual(mesh().draw(SHOP));
  });

  it('stay when a narrower scope hides most, and when it is widened again', () => {
    const { draw } = mesh();
    const before = draw(SHOP, 'all');
    expect(draw('data/db', 'data').nodes.get('data/db')).toEqual(before.nodes.get('data/db'));
    expect(draw(SHOP, 'all')).toEqual(before);
  });

  it('come back exactly, after they started anew, and so do the new ones', () => {
    const { places, draw } = mesh();
    draw('shop/web>shop/cart');
    const before = draw(SHOP);
    const first = places.arrangementOf('source');
    places.forget('source');
    const anew = draw(SHOP);
    const second = places.arrangementOf('source');
    expect(anew).not.toEqual(before);
    places.restore('source', first);
    expect(draw(SHOP)).toEqual(before);
    expect(places.arrangementOf('source')).toBe(first);
    places.restore('source', second);
    expect(draw(SHOP)).toEqual(anew);
  });

  it('that come back have room for who came meanwhile', () => {
    const { places, draw } = mesh();
    const before = draw(SHOP);
    const first = places.arrangementOf('source');
    places.forget('source');
    draw(`${SHOP} shop/pay>shop/new`);
    places.restore('source', first);
    const after = draw(`${SHOP} shop/pay>shop/new`);
    for (const [id, at] of before.nodes) expect(after.nodes.get(id)).toEqual(at);
    expect(after.nodes.has('shop/new')).toBe(true);
  });

  it('keep their number while services come and go', () => {
    const { places, draw } = mesh();
    expect(places.arrangementOf('source')).toBe(0);
    draw(SHOP);
    const number = places.arrangementOf('source');
    draw('shop/web>shop/cart');
    draw(`${SHOP} shop/web>shop/new`);
    expect(places.arrangementOf('source')).toBe(number);
  });

  it('nobody remembers cannot come back', () => {
    const { places, draw } = mesh();
    const before = draw(SHOP);
    places.restore('source', 99);
    expect(draw(SHOP)).toBe(before);
  });

  it('start anew on request', () => {
    const { places, draw } = mesh();
    draw('shop/web>shop/cart');
    places.forget('source');
    expect(draw(SHOP)).toEqual(mesh().draw(SHOP));
  });
});
