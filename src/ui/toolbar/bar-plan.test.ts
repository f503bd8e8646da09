import { expect, it } from 'vitest';
import { BAR_PLAN, type BarPart, SHEET } from './bar-plan';

const PARTS = Object.keys(BAR_PLAN) as BarPart[];
/** Each edge of a range, and a hair before it; 20 rem is the narrowest window that is promised (WCAG 1.4.10). */
const WIDTHS = [20, 24, 40, 48, 64, 80, 88, 104, 120].flatMap((rem) => [rem - 0.01, rem]);

const holds = ({ ranges }: { readonly ranges: readonly (readonly [number, number])[] }, rem: number): boolean =>
  ranges.some(([from, to]) => rem >= from && rem < to);

it.each(PARTS)('%s is reached at every width: in the bar, in the sheet, or elsewhere', (part) => {
  const { bar, sheet, ...rest } = BAR_PLAN[part];
  const lost = WIDTHS.filter((rem) => !holds(bar, rem) && !(holds(SHEET, rem) && holds(sheet, rem)));
  // Elsewhere is for wide windows, which have no sheet.
  expect(lost.filter((rem) => !('elsewhere' in rest) || rem < 88)).toEqual([]);
});

/** Tailwind's: sm 40, md 48, lg 64, xl 80 rem (https://tailwindcss.com/docs/responsive-design). */
const NAMED: Readonly<Record<string, number>> = { sm: 40, md: 48, lg: 64, xl: 80 };

/** Where classes such as `max-sm:!hidden` and `lg:max-xl:!hidden` hide. */
function hides(classes: string, rem: number): boolean {
  return classes.split(' ').some((one) => {
    const conditions = one.split(':').slice(0, -1);
    return (
      conditions.length > 0 &&
      conditions.every((condition) => {
        const [, end, bound = ''] = /^(max-|min-)?(.+)$/.exec(condition) ?? [];
        const width = NAMED[bound] ?? Number.parseFloat(bound.slice(1));
        return end === 'max-' ? rem < width : rem >= width;
      })
    );
  });
}

it.each([...PARTS.flatMap((part) => [BAR_PLAN[part].bar, BAR_PLAN[part].sheet]), SHEET].map((widths) => [widths.only, widths] as const))(
  'the classes "%s" hide exactly where the ranges leave off',
  (only, widths) => {
    for (const rem of WIDTHS) expect([rem, hides(only, rem)]).toEqual([rem, !holds(widths, rem)]);
  },
);
