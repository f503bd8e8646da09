import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { locate, positionsOf, stepsOf } from './locate';
import { childPath } from './resources/reader';

const source = (text: string, firstLine = 1, document = 1) => ({ file: 'a.yaml', document, firstLine, text });
const yaml = `kind: VirtualService
metadata:
  name: reviews
  labels:
    app.kubernetes.io/name: x
spec:
  http:
  - route: &route
    - destination: { host: reviews, subset: v2 }
      weight: 80
    - weight: 20
  - route: *route
  - <<: { timeout: 1s }
    name: last
`;

describe('locate', () => {
  it.each([
    ['kind', 1, 1],
    ['metadata.name', 3, 3],
    ['metadata.labels["app.kubernetes.io/name"]', 5, 5],
    ['spec.http[0].route[0].destination.subset', 9, 37],
    ['spec.http[0].route[1]', 11, 7],
    ['spec.http[0].route[1].weight', 11, 7],
    // The alias leads to where the fields are written.
    ['spec.http[1].route[0].weight', 10, 7],
    ['spec.http[2].timeout', 13, 11],
    // Absent: where the nearest present parent is.
    ['metadata.namespace', 2, 1],
    ['spec.http[7]', 7, 3],
    ['', 1, 1],
  ])('%s stands at line %i, column %i', (path, line, column) => {
    expect(positionsOf(source(yaml))(path)).toEqual({ file: 'a.yaml', document: 1, line, column });
  });
  it('counts lines of the file, not of the document', () => {
    expect(locate({ source: source('a:\n  b: 1\n', 41, 3), path: '' }, 'a.b')).toEqual({
      file: 'a.yaml',
      document: 3,
      line: 42,
      column: 3,
    });
  });
  it('reads JSON, tabs and CRLF', () => {
    expect(locate({ source: source('{\r\n\t"a": [\r\n\t\t{"b": 1}\r\n\t]\r\n}'), path: '' }, 'a[0].b')).toMatchObject({
      line: 3,
      column: 4,
    });
  });
  it('starts at the path of a List’s item', () => {
    expect(locate({ source: source('items:\n- a: 1\n- a: 2\n'), path: 'items[1]' }, 'a')).toMatchObject({ line: 3, column: 3 });
  });
  it.each(['', '# nothing', '[[[[', 'a: *nobody', '['.repeat(30_000)])('is total on %.20j', (text) => {
    expect(() => locate({ source: source(text), path: '' }, 'a.b[0]')).not.toThrow();
  });
  it('reads every path a reader can note', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ minLength: 1 }), fc.nat(1000))), (steps) => {
        const path = steps.reduce<string>((whole, step) => (typeof step === 'number' ? `${whole}[${step}]` : childPath(whole, step)), '');
        expect(stepsOf(path)).toEqual(steps);
      }),
    );
  });
});
