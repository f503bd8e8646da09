import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EndTable, labelKey } from './end-table';

const NAMES = ['workload', 'namespace', '__proto__'] as const;
/** Few values, so that ends repeat; more than eight, so that one workload gets crowded. */
const value = fc.oneof(fc.constantFrom('unknown', '', 'a', '1:a', ';', 'constructor'), fc.nat(20).map(String));
const labels = fc
  .tuple(fc.option(fc.constantFrom('web', 'unknown'), { nil: undefined }), fc.option(value, { nil: undefined }), value, value)
  .map(([workload, namespace, proto, other]) =>
    Object.fromEntries(
      Object.entries({ workload, namespace, other, ['__proto__']: proto }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      ),
    ),
  );

describe('the table of ends', () => {
  it('gives one object to the ends that have one key, and to no others', () => {
    fc.assert(
      fc.property(fc.array(labels, { maxLength: 120 }), (list) => {
        let made = 0;
        const table = new EndTable<{ readonly number: number }>(NAMES, () => {
          made += 1;
          return { number: made };
        });
        const byKey = new Map<string, object>();
        for (const one of list) {
          const end = table.of(one);
          const key = labelKey(one, NAMES);
          expect(byKey.get(key) ?? end).toBe(end);
          byKey.set(key, end);
        }
        expect(new Set(byKey.values()).size).toBe(byKey.size);
        expect(made).toBe(byKey.size);
      }),
    );
  });
});
