import { describe, expect, it } from 'vitest';
import type { MeshEdge } from '../../mesh/model';
import type { CellChange } from '../../scene/matrix/cell-change';
import type { MatrixCell, MatrixLine } from '../../scene/matrix/matrix';
import { PER_SECOND } from '../../scene/traffic-units';
import { changeOf } from '../../testing/difference-of';
import { cellNumber, cellSentence, shownNumbers } from './cell-sentence';
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

const delta = (before: number | undefined, after: number | undefined) => ({ before, after, significant: before !== after });
const changed = (part: Partial<CellChange>): CellChange => ({
  mark: 'unchanged',
  marks: new Map([['unchanged', 3]]),
  requestsPerSecond: delta(12, 15),
  errorRatio: delta(0, 0.2),
  bytesPerSecond: delta(undefined, undefined),
  only: undefined,
  ...part,
});
const web = { id: 'e', source: 'a', target: 'b', protocol: 'http' } as unknown as MeshEdge;

describe('a cell of a difference in words', () => {
  const [shop, pay] = [line({}), line({ name: 'pay' })];
  const said = (part: Partial<CellChange>, given: Partial<MatrixCell> = {}) =>
    cellSentence(shop, pay, { ...cell, bytesPerSecond: undefined, ...given, change: changed(part) }, PER_SECOND);

  it('says of several edges how the sums differ, and how many are of which class', () => {
    const marks = new Map([
      ['added', 1],
      ['unchanged', 1],
      ['worse', 1],
    ] as const);
    expect(said({ mark: 'worse', marks })).toBe(
      'shop calls pay: worse: 0 → 20 % err, 12 → 15 rps, of 3 edges 1 worse, 1 added, 1 unchanged; at B 15 rps, 20 % errors, failing (20 % 503 UF), 1 edge sick.',
    );
    expect(said({})).toMatch(/^shop calls pay: unchanged: all of 3 edges; at B 15 rps/);
  });

  it('says of one edge what the table says of it', () => {
    const only = changeOf(web, 'removed', { rate: [12, 0] });
    const gone = { edges: 0, requestsPerSecond: undefined };
    const marks = new Map([['removed', 1]] as const);
    expect(said({ mark: 'removed', marks, only, requestsPerSecond: delta(12, 0) }, gone)).toBe('shop calls pay: removed: was 12 rps.');
    expect(cellNumber(shownNumbers({ ...cell, ...gone, change: changed({}) }), PER_SECOND)).toBe('12');
  });
});

describe('a line in words', () => {
  it.each([
    [line({}), 'shop, 3 nodes, closed'],
    [line({ cluster: 'east', open: true, members: 1 }), 'shop, in east, 1 node, open'],
    [line({ kind: 'node', name: 'web', namespace: 'shop', open: undefined }), 'web, in shop'],
    [all, 'All'],
    [line({ kind: 'node', name: 'web', open: undefined, change: 'added' }), 'web, added: at B, not yet at A'],
  ])('%#', (given, sentence) => expect(lineSentence(given)).toBe(sentence));
});
