import { expect, it } from 'vitest';
import { appGroupId, clusterGroupId, edgeId, groupId, nodeId, restGroupId } from './ids';
import { subjectOf } from './note-subject';

const hostile = { namespace: 'group/a>b', name: 'group/x>y>http' };
const node = nodeId('workload', hostile);
const other = nodeId('external', { name: '>' });

it.each([
  ['node', node],
  ['node', other],
  ['node', nodeId('namespace', { namespace: 'rest', name: 'rest' })],
  ['edge', edgeId(node, other, 'http')],
  ['group', groupId('east', 'group>')],
  ['group', clusterGroupId('east')],
  ['group', appGroupId('a', 'b', 'c')],
  ['group', restGroupId(undefined)],
])('a %s is told by its id, whatever the names in it (%s)', (kind, id) => {
  expect(subjectOf(id)).toEqual({ kind, id });
});

it('nothing selected is the moment', () => {
  expect(subjectOf(undefined)).toEqual({ kind: 'moment' });
});
