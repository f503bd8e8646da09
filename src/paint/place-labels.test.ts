import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, type LabelRequest, overlaps, placeLabels } from './place-labels';

const number = (min: number, max: number) => fc.integer({ min, max });
const point = fc.record({ x: number(0, 400), y: number(0, 300) });
const box: fc.Arbitrary<Box> = fc.record({ x: number(0, 400), y: number(0, 300), width: number(1, 150), height: number(1, 60) });
const form = fc.record({ width: number(5, 140), height: number(5, 40), centres: fc.array(point, { maxLength: 6 }) });
const requests: fc.Arbitrary<LabelRequest[]> = fc
  .array(fc.record({ priority: number(0, 5), forms: fc.array(form, { minLength: 1, maxLength: 3 }), insistent: fc.boolean() }), {
    maxLength: 25,
  })
  .map((list) => list.map((one, index) => ({ ...one, id: `label-${index}` })));
const input = fc.record({ requests, obstacles: fc.array(box, { maxLength: 10 }) });

const boxAt = (width: number, height: number, centre: { x: number; y: number }): Box => ({
  x: centre.x - width / 2,
  y: centre.y - height / 2,
  width,
  height,
});

describe('label placement', () => {
  it('never lets two labels overlap', () => {
    fc.assert(
      fc.property(input, ({ requests: wanted, obstacles }) => {
        const placed = placeLabels(wanted, obstacles);
        for (const [index, one] of placed.entries()) {
          for (const other of placed.slice(index + 1)) expect(overlaps(one.box, other.box)).toBe(false);
        }
      }),
    );
  });

  it('never covers an obstacle unless the label insists', () => {
    fc.assert(
      fc.property(input, ({ requests: wanted, obstacles }) => {
        const insistent = new Set(wanted.filter((one) => one.insistent).map((one) => one.id));
        for (const { id, box: taken } of placeLabels(wanted, obstacles)) {
          if (!insistent.has(id)) expect(obstacles.some((obstacle) => overlaps(taken, obstacle))).toBe(false);
        }
      }),
    );
  });

  it('honours priority: a label left out lost every one of its places to an obstacle or to a label before it', () => {
    fc.assert(
      fc.property(input, ({ requests: wanted, obstacles }) => {
        const placed = placeLabels(wanted, obstacles);
        const byId = new Map(wanted.map((one) => [one.id, one]));
        const ids = new Set(placed.map((one) => one.id));
        for (const left of wanted.filter((one) => !ids.has(one.id))) {
          const before = placed.filter(({ id }) => {
            const { priority } = byId.get(id)!;
            return priority > left.priority || (priority === left.priority && id < left.id);
          });
          for (const { width, height, centres } of left.forms) {
            for (const centre of centres) {
              const place = boxAt(width, height, centre);
              const lost =
                before.some((one) => overlaps(place, one.box, 2)) || (!left.insistent && obstacles.some((one) => overlaps(place, one)));
              expect(lost).toBe(true);
            }
          }
        }
      }),
    );
  });

  it('gives the same answer whatever order the requests come in', () => {
    fc.assert(
      fc.property(input, ({ requests: wanted, obstacles }) => {
        expect(placeLabels([...wanted].reverse(), obstacles)).toEqual(placeLabels(wanted, obstacles));
      }),
    );
  });

  it('prefers the long form at a worse place to the short form at the best', () => {
    const forms = [
      {
        width: 100,
        height: 20,
        centres: [
          { x: 50, y: 10 },
          { x: 50, y: 110 },
        ],
      },
      { width: 10, height: 20, centres: [{ x: 50, y: 10 }] },
    ];
    const [placed] = placeLabels([{ id: 'a', priority: 1, forms, insistent: false }], [{ x: 0, y: 0, width: 20, height: 20 }]);
    expect(placed).toEqual({ id: 'a', form: 0, box: { x: 0, y: 100, width: 100, height: 20 } });
  });

  it('puts an insistent label where it covers least', () => {
    const forms = [
      {
        width: 20,
        height: 20,
        centres: [
          { x: 10, y: 10 },
          { x: 28, y: 10 },
        ],
      },
    ];
    const [placed] = placeLabels([{ id: 'a', priority: 1, forms, insistent: true }], [{ x: 0, y: 0, width: 20, height: 20 }]);
    expect(placed?.box.x).toBe(18);
  });

  describe('with a line to their edge', () => {
    // The line from (10, 10) to (10, 200) runs down at x = 10, the one from (100, 10) at x = 100.
    const [left, right] = [
      { x: 10, y: 10, foot: { x: 10, y: 200 } },
      { x: 100, y: 10, foot: { x: 100, y: 200 } },
    ];
    const label = (id: string, priority: number, ...centres: LabelRequest['forms'][number]['centres']): LabelRequest => ({
      id,
      priority,
      forms: [{ width: 20, height: 20, centres }],
      insistent: false,
    });
    const name = { x: 0, y: 100, width: 20, height: 10 };

    it('stand where it runs over nothing, if there is such a place', () => {
      expect(placeLabels([label('a', 1, left, right)], [name])[0]).toEqual({
        id: 'a',
        form: 0,
        box: { x: 90, y: 0, width: 20, height: 20 },
        foot: right.foot,
      });
      expect(placeLabels([label('a', 1, left)], [name])[0]?.box.x).toBe(0);
    });

    it('are not covered there by what is placed later, a name or a label, if that has another place', () => {
      const later = label('b', 1, { x: 10, y: 100 }, { x: 60, y: 100 });
      expect(placeLabels([label('a', 2, left), later], []).map(({ box }) => box.x)).toEqual([0, 50]);
      expect(placeLabels([later], [], [{ from: left, to: left.foot }])[0]?.box.x).toBe(50);
      expect(placeLabels([label('a', 2, left), label('b', 1, { x: 10, y: 100 })], []).map(({ box }) => box.x)).toEqual([0, 0]);
    });

    it('say as much as they would say without', () => {
      const short = { width: 5, height: 5, centres: [{ x: 300, y: 10 }] };
      const long = label('a', 1, left);
      expect(placeLabels([{ ...long, forms: [...long.forms, short] }], [name])[0]?.form).toBe(0);
    });
  });
});
