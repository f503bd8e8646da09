import { expect, it } from 'vitest';
import type { ChangeClass, EdgeChange } from '../../inquiry/diff/model';
import type { MeshEdge } from '../../mesh/model';
import { changeOf } from '../../testing/difference-of';
import { cellChange } from './cell-change';

const edge = { id: 'e', source: 'a', target: 'b', protocol: 'http' } as unknown as MeshEdge;
const of = (cls: ChangeClass): EdgeChange => changeOf(edge, cls, {});

it.each([
  [['added', 'added'], 'added'],
  [['removed'], 'removed'],
  [['added', 'unchanged'], 'changed'],
  [['added', 'removed'], 'changed'],
  [['better', 'removed', 'unchanged'], 'better'],
  [['better', 'worse', 'added'], 'worse'],
  [['changed', 'unchanged'], 'changed'],
  [['unchanged', 'unchanged'], 'unchanged'],
  [[], 'unchanged'],
] as const)('%j taken together are %s', (classes, mark) => {
  expect(cellChange(classes.map(of)).mark).toBe(mark);
});

it('cannot tell where one of several was not answered and no other differs', () => {
  const unknown = { ...of('unchanged'), doubt: 'before-unknown' } as const;
  expect(cellChange([unknown, of('unchanged')]).mark).toBe('unsure');
  expect(cellChange([unknown, of('worse')]).mark).toBe('worse');
});

it('has no sum of a moment that does not know all of it', () => {
  const http = (before: number | undefined, after: number) => changeOf(edge, 'changed', { rate: [before, after], errorRatio: [0.1, 0] });
  expect(cellChange([http(10, 20), http(undefined, 5)])).toMatchObject({
    requestsPerSecond: { before: undefined, after: 25 },
    errorRatio: { before: undefined, after: 0 },
    bytesPerSecond: { before: undefined, after: undefined },
  });
  // 1 of 10 and 3 of 30 fail.
  expect(cellChange([http(10, 20), http(30, 5)])).toMatchObject({
    requestsPerSecond: { before: 40, after: 25 },
    errorRatio: { before: 0.1 },
  });
});
