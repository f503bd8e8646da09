import { describe, expect, it } from 'vitest';
import type { MatrixCell, MatrixLine } from '../../scene/matrix/matrix';
import { PER_SECOND } from '../../scene/traffic-units';
import { cellNumber, cellSentence } from './cell-sentence';
import { lineSentence } from './line-name';

const line = (part: Partial<MatrixLine>): MatrixLine => ({
  id: 'x',
  kind: 'namespace',
  name: 'shop',
  cluster: undefined,
  namespace: undefined,
  depth: 0,
  members: 3,
  open: false,
  ...part,
});
const cell: MatrixCell = {
  requestsPerSecond: 15,
  errorRatio: 0.2,
  bytesPerSecond: 100,
  health: 'failing',
  reason: '20 % 503 UF',
  edges: 3,
  sickEdges: 1,
  choices: [],
};
const all = line({ kind: 'all', name: undefined });

describe('a cell in words', () => {
  it.each([
    [
      line({}),
      line({ name: 'pay' }),
      cell,
      'shop calls pay: 15 rps, 20 % errors, 100 B/s, failing (20 % 503 UF), 3 edges, 1 of them sick.',
    ],
    [line({}), line({ name: 'pay' }), undefined, 'shop does not call pay.'],
    [all, line({}), undefined, 'All do not call shop.'],
    [
      line({}),
      all,
      { ...cell, edges: 1, errorRatio: undefined, bytesPerSecond: undefined, health: 'healthy', reason: undefined } as const,
      'shop calls all: 15 rps, healthy.',
    ],
    [line({ kind: 'namespace', name: undefined }), line({ name: 'a calls b' }), undefined, 'outside does not call a calls b.'],
  ])('%#', (caller, called, given, sentence) => {
    expect(cellSentence(caller, called, given, PER_SECOND)).toBe(sentence);
  });

  it('has room for one number', () => {
    expect(cellNumber(cell, PER_SECOND)).toBe('15');
    expect(cellNumber({ ...cell, requestsPerSecond: undefined }, PER_SECOND)).toBe('100 B/s');
  });
});

describe('a line in words', () => {
  it.each([
    [line({}), 'shop, 3 nodes, closed'],
    [line({ cluster: 'east', open: true, members: 1 }), 'shop, in east, 1 node, open'],
    [line({ kind: 'node', name: 'web', namespace: 'shop', open: undefined }), 'web, in shop'],
    [all, 'All'],
  ])('%#', (given, sentence) => expect(lineSentence(given)).toBe(sentence));
});
