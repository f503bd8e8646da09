import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrangeLabels } from './arrange-labels';
import { type Box, type LabelRequest, overlaps, placeLabels } from './place-labels';

const number = (min: number, max: number) => fc.integer({ min, max });
const place = fc.record({ x: number(0, 400), y: number(0, 300), cost: number(0, 3) });
const box: fc.Arbitrary<Box> = fc.record({ x: number(0, 400), y: number(0, 300), width: number(1, 150), height: number(1, 60) });
const form = fc.record({
  width: number(5, 140),
  height: number(5, 40),
  centres: fc.array(place, { maxLength: 6 }),
  complete: fc.boolean(),
});
const requests: fc.Arbitrary<LabelRequest[]> = fc
  .array(fc.record({ priority: number(0, 5), forms: fc.array(form, { minLength: 1, maxLength: 3 }), insistent: fc.boolean() }), {
    maxLength: 20,
  })
  .map((list) => list.map((one, index) => ({ ...one, id: `label-${index}` })));
const input = fc.record({ requests, obstacles: fc.array(box, { maxLength: 8 }) });

const whole = (width: number, ...centres: { x: number; y: number; cost?: number }[]) => ({ width, height: 20, centres, complete: true });
const quiet = (id: string, ...forms: LabelRequest['forms']): LabelRequest => ({ id, priority: 1, forms, insistent: false });
const formsOf = (wanted: LabelRequest[], obstacles: Box[] = []) =>
  Object.fromEntries(arrangeLabels(wanted, obstacles).map((one) => [one.id, one.form]));

describe('labels arranged with regard to each other', () => {
  it('never overlap, and cover an obstacle only when they insist', () => {
    fc.assert(
      fc.property(input, ({ requests: wanted, obstacles }) => {
        const placed = arrangeLabels(wanted, obstacles);
        const insistent = new Set(wanted.filter((one) => one.insistent).map((one) => one.id));
        for (const [index, one] of placed.entries()) {
          for (const other of placed.slice(index + 1)) expect(overlaps(one.box, other.box)).toBe(false);
          if (!insistent.has(one.id)) expect(obstacles.some((obstacle) => overlaps(one.box, obstacle))).toBe(false);
        }
      }),
    );
  });

  it('stand once each, where and as large as they asked', () => {
    fc.assert(
      fc.property(input, ({ requests: wanted, obstacles }) => {
        const placed = arrangeLabels(wanted, obstacles);
        expect(new Set(placed.map(({ id }) => id)).size).toBe(placed.length);
        for (const { id, form: at, box: taken } of placed) {
          const asked = wanted.find((one) => one.id === id)?.forms[at];
          expect(asked?.centres).toContainEqual(expect.objectContaining({ x: taken.x + taken.width / 2, y: taken.y + taken.height / 2 }));
          expect([taken.width, taken.height]).toEqual([asked?.width, asked?.height]);
        }
      }),
    );
  });

  it('are the same whatever order they are asked for in', () => {
    fc.assert(
      fc.property(input, ({ requests: wanted, obstacles }) => {
        expect(arrangeLabels([...wanted].reverse(), obstacles)).toEqual(arrangeLabels(wanted, obstacles));
      }),
    );
  });

  it('do not move when one of the quiet gets busier', () => {
    fc.assert(
      fc.property(input, ({ requests: wanted, obstacles }) => {
        const patient = wanted.map((one) => ({ ...one, insistent: false, forms: one.forms.map((each) => ({ ...each, complete: true })) }));
        const busier = patient.map((one, index) => ({ ...one, priority: one.priority + (index % 3) }));
        const [before, after] = [arrangeLabels(patient, obstacles), arrangeLabels(busier, obstacles)];
        expect(after).toEqual(before);
      }),
    );
  });

  it('leave each other room: the one with a choice stands aside for the one without', () => {
    const wanted = [quiet('a', whole(100, { x: 50, y: 10 }, { x: 50, y: 60, cost: 0.5 })), quiet('b', whole(100, { x: 50, y: 10 }))];
    expect(placeLabels(wanted, []).map(({ id }) => id)).toEqual(['a']);
    expect(formsOf(wanted)).toEqual({ a: 0, b: 0 });
  });

  it('say all of it beside the line before they say half of it on the line', () => {
    const short = { width: 10, height: 20, centres: [{ x: 50, y: 10 }], complete: false };
    const wanted = [quiet('a', whole(100, { x: 50, y: 10 }, { x: 50, y: 60, cost: 2 }), short)];
    expect(arrangeLabels(wanted, [{ x: 80, y: 0, width: 20, height: 20 }])[0]?.box.y).toBe(50);
  });

  it('fall back to what is shorter where nothing complete has room', () => {
    const short = { width: 10, height: 20, centres: [{ x: 50, y: 10 }], complete: false };
    expect(formsOf([quiet('a', whole(100, { x: 50, y: 10 }), short)], [{ x: 80, y: 0, width: 20, height: 20 }])).toEqual({ a: 1 });
  });

  it('keep a label that insists, covering what is in the way when no place is free', () => {
    const sick: LabelRequest = { ...quiet('sick', whole(100, { x: 50, y: 10 })), insistent: true };
    expect(formsOf([sick, quiet('a', whole(100, { x: 60, y: 10 }))], [{ x: 0, y: 0, width: 20, height: 20 }])).toEqual({ sick: 0 });
  });

  it('stand farther away rather than with a line to their edge that runs over a name', () => {
    const name: LabelRequest = {
      id: 'name',
      priority: 9,
      forms: [{ width: 20, height: 10, centres: [{ x: 50, y: 60 }] }],
      insistent: false,
    };
    // From (50, 10) down to (50, 100) the line meets the name at y = 55; from (250, 10) it ends at x = 250.
    const near = { x: 50, y: 10, cost: 0.5, foot: { x: 50, y: 100 } };
    const far = { x: 250, y: 10, cost: 1.5, foot: { x: 250, y: 100 } };
    const placed = arrangeLabels([name, quiet('a', whole(100, near, far))], []);
    expect(placed.find(({ id }) => id === 'a')).toEqual({
      id: 'a',
      form: 0,
      box: { x: 200, y: 0, width: 100, height: 20 },
      foot: far.foot,
    });
  });
});
