import { describe, expect, it } from 'vitest';
import type { DraftChange } from '../../inquiry/what-if/model';
import { lineInDraft } from './draft-lines';

const ref = { kind: 'AuthorizationPolicy', namespace: 'store', name: 'cart' };
const rule = (index: number, line: number) => ({ path: `spec.rules[${index}]`, line, calls: 0, requestsPerSecond: 0 });
const change: DraftChange = { does: 'adds', says: '', ref, line: 3, rules: [rule(1, 12), rule(10, 40)] };

describe('the line of a field in the draft', () => {
  it.each([
    ['the rule that holds it', ['spec.rules[1].from[0]'], 12],
    ['the rule itself', ['spec.rules[10]'], 40],
    ['the document, where no rule holds it', ['spec.rules[2]'], 3],
    ['the document, where no field is asked', [], 3],
  ])('is that of %s', (_, paths, line) => {
    expect(lineInDraft([change], ref, paths)).toBe(line);
  });

  it('is none for a resource that the draft does not write', () => {
    expect(lineInDraft([change], { ...ref, name: 'web' }, [])).toBeUndefined();
    expect(lineInDraft([{ ...change, does: 'removes' }], ref, [])).toBeUndefined();
  });

  it('is the later one of two documents of one resource', () => {
    expect(
      lineInDraft(
        [
          { ...change, does: 'superseded' },
          { ...change, line: 30, rules: [] },
        ],
        ref,
        [],
      ),
    ).toBe(30);
  });
});
