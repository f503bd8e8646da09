import { describe, expect, it } from 'vitest';
import { buildMesh, createMeshBuilder } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import type { GroupBy, GroupId } from '../mesh/model';
import { mesh as rows } from '../testing/mesh-notation';
import { groupBoxes } from './group-boxes';

const TEXT =
  'east|shop/web -> east|shop/cart:v1 9rps\neast|shop/web -> east|shop/cart:v2 1rps 100%503\neast|shop/web -> west|pay/bank 1rps';

function boxes(groupBy: GroupBy, closed: readonly string[], removed: readonly string[] = []) {
  const { groups } = createMeshBuilder(rows(TEXT), { groupBy, thresholds: DEFAULT_THRESHOLDS }).open;
  const mesh = buildMesh(rows(TEXT), { groupBy, closed: new Set(closed as GroupId[]), thresholds: DEFAULT_THRESHOLDS });
  const box = { x: 0, y: 0, width: 100, height: 100 };
  const kept = mesh.nodes.filter(({ name }) => !removed.includes(name));
  return groupBoxes(mesh, kept, { nodes: new Map(), groups: new Map(groups.map(({ id }) => [id, box])) });
}

describe('the boxes of groups', () => {
  it('stand in each other, outer ones first', () => {
    expect(boxes('workload', []).map(({ id, depth }) => [id, depth])).toEqual([
      ['group/east', 0],
      ['group/west', 0],
      ['group/east/shop', 1],
      ['group/west/pay', 1],
      ['group/east/shop/cart', 2],
    ]);
  });

  it('of a closed group has no title and nothing inside', () => {
    expect(boxes('workload', ['group/east']).map(({ id, label }) => [id, label])).toEqual([
      ['group/east', ''],
      ['group/west', 'west'],
      ['group/west/pay', 'pay'],
    ]);
  });

  it('count what is sick inside and not seen: in a closed group, and what was removed', () => {
    const sick = (closed: readonly string[], removed: readonly string[] = []) =>
      boxes('workload', closed, removed).flatMap(({ id, unseenSick }) =>
        unseenSick === undefined ? [] : [`${id} ${unseenSick.count} ${unseenSick.tone}`],
      );
    expect(sick([])).toEqual([]);
    expect(sick(['group/east/shop/cart'])).toEqual(['group/east 1 fail', 'group/east/shop 1 fail']);
    expect(sick(['group/east'])).toEqual([]);
    expect(sick([], ['cart-v2'])).toEqual(['group/east 1 fail', 'group/east/shop 1 fail', 'group/east/shop/cart 1 fail']);
  });

  it('leave when everything in them is removed', () => {
    expect(boxes('workload', [], ['bank']).map(({ id }) => id)).not.toContain('group/west');
  });

  it('are those of clusters where namespaces are the nodes', () => {
    expect(boxes('namespace', []).map(({ id }) => id)).toEqual(['group/east', 'group/west']);
  });
});
