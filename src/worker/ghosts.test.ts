import { describe, expect, it } from 'vitest';
import { createMeshBuilder } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { mesh } from '../testing/mesh-notation';
import { createGhosts, type Moment } from './ghosts';

const SHOP = 'shop/web -> shop/cart 5rps\nshop/web -> pay/card 1rps';
const WITHOUT_PAY = 'shop/web -> shop/cart 5rps';

const openOf = (text: string) => createMeshBuilder(mesh(text), { groupBy: 'app', thresholds: DEFAULT_THRESHOLDS }).open;

/** Pictures of one session, a window of 300 s. */
function session() {
  const ghosts = createGhosts();
  return (atSeconds: number, text: string, part: Partial<Moment> = {}) => {
    const moment = { scope: 'all', atSeconds, windowSeconds: 300, whole: true, ...part };
    const { nodes, edges, groups } = ghosts.beside('source', moment, openOf(text));
    return {
      nodes: nodes.map(({ node, sinceSeconds }) => `${node.name} since ${sinceSeconds}`),
      edges: edges.map(({ source, target }) => `${source.split('/').at(-1)} > ${target.split('/').at(-1)}`),
      groups: groups.map(({ name }) => name),
    };
  };
}

const NONE = { nodes: [], edges: [], groups: [] };
const CARD = { nodes: ['card since 1060'], edges: ['web > card'], groups: ['pay'] };

describe('ghosts', () => {
  it('are what an earlier picture had, for one window from the first picture without it', () => {
    const at = session();
    expect(at(1000, SHOP)).toEqual(NONE);
    expect(at(1060, WITHOUT_PAY)).toEqual(CARD);
    expect(at(1300, WITHOUT_PAY)).toEqual(CARD);
    // 1360 − 1060 = one window.
    expect(at(1360, WITHOUT_PAY)).toEqual(NONE);
  });

  it('end when their node comes back', () => {
    const at = session();
    at(1000, SHOP);
    at(1060, WITHOUT_PAY);
    expect(at(1120, SHOP)).toEqual(NONE);
  });

  it('are none of what only another scope leaves out, nor of an earlier moment', () => {
    const at = session();
    at(1000, SHOP);
    expect(at(1060, WITHOUT_PAY, { scope: 'shop' })).toEqual(NONE);
    at(1120, SHOP);
    expect(at(1100, WITHOUT_PAY)).toEqual(NONE);
  });

  it('are none across a gap of more than two windows: nobody knows when it went', () => {
    const at = session();
    at(1000, SHOP);
    expect(at(1601, WITHOUT_PAY)).toEqual(NONE);
  });

  it('are not made by an answer that is not whole, and stay through it', () => {
    const at = session();
    at(1000, SHOP);
    expect(at(1030, WITHOUT_PAY, { whole: false })).toEqual(NONE);
    expect(at(1060, WITHOUT_PAY)).toEqual(CARD);
    expect(at(1090, WITHOUT_PAY, { whole: false })).toEqual(CARD);
  });

  it('are the same when the same picture is drawn again', () => {
    const at = session();
    at(1000, SHOP);
    at(1060, WITHOUT_PAY);
    expect(at(1060, WITHOUT_PAY)).toEqual(CARD);
  });

  it('of an edge alone need both its ends', () => {
    const at = session();
    at(1000, 'a -> b 1rps\nb -> c 1rps\na -> c 1rps');
    expect(at(1060, 'a -> b 1rps\nb -> c 1rps').edges).toEqual(['a > c']);
  });
});
