/**
 * Which parts of the bar stand in it and which fold into the sheet "View and options", by the width of the window. Form and time stay longest;
 * below 88 rem what changes the looks folds, below 80 rem everything but form and time.
 */

interface Widths {
  /** In rem, the end excluded. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
  /** Hides what stands only there. Buttons say themselves how they are laid out, hence the `!`. */
  readonly only: string;
}

const from = (rem: number, only: string): Widths => ({ ranges: [[rem, Number.POSITIVE_INFINITY]], only });
const below = (rem: number, only: string): Widths => ({ ranges: [[0, rem]], only });

const ANY = from(0, '');
const FROM_40 = from(40, 'max-sm:!hidden');
const BELOW_40 = below(40, 'sm:!hidden');
const FROM_48 = from(48, 'max-md:!hidden');
const BELOW_48 = below(48, 'md:!hidden');
const FROM_80 = from(80, 'max-xl:!hidden');
const FROM_88 = from(88, 'max-[88rem]:!hidden');
const FROM_104 = from(104, 'max-[104rem]:!hidden');

/** The sheet and the button that opens it: wider windows have everything in the bar, or elsewhere. */
export const SHEET: Widths = below(88, 'min-[88rem]:!hidden');

interface Place {
  readonly bar: Widths;
  readonly sheet: Widths;
  /** Where else it is reached, where the bar is full and there is no sheet. */
  readonly elsewhere?: string;
}

const NAMES: Place = { bar: FROM_80, sheet: ANY };
const LOOKS: Place = { bar: FROM_88, sheet: ANY };
const OFTEN: Place = { bar: FROM_40, sheet: BELOW_40 };

export const BAR_PLAN = {
  form: OFTEN,
  source: NAMES,
  scenario: NAMES,
  namespaces: NAMES,
  overlay: NAMES,
  grouping: LOOKS,
  labels: LOOKS,
  options: LOOKS,
  /** Between 64 and 80 rem the names have left it room. */
  configuration: {
    bar: {
      ranges: [
        [64, 80],
        [88, Number.POSITIVE_INFINITY],
      ],
      only: 'max-lg:!hidden xl:max-[88rem]:!hidden',
    },
    sheet: {
      ranges: [
        [0, 64],
        [80, Number.POSITIVE_INFINITY],
      ],
      only: 'lg:max-xl:!hidden',
    },
  },
  export: { bar: FROM_104, sheet: ANY, elsewhere: 'beside the map' },
  timeline: OFTEN,
  compare: OFTEN,
  refreshInterval: { bar: FROM_48, sheet: BELOW_48 },
  proxyStatistics: LOOKS,
  snapshot: OFTEN,
  theme: { bar: FROM_104, sheet: ANY, elsewhere: 'in the settings' },
  help: { bar: FROM_40, sheet: ANY },
} as const satisfies Readonly<Record<string, Place>>;

export type BarPart = keyof typeof BAR_PLAN;

/** Classes of a part as it stands in the bar, and in the sheet. */
export const inBar = (part: BarPart): string => BAR_PLAN[part].bar.only;
export const inSheet = (part: BarPart): string => BAR_PLAN[part].sheet.only;
