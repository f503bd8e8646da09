/** How each line of a chart is told from the others: a colour of the theme and a dash, never colour alone. */

export interface LineLook {
  /** Name of a CSS variable of theme.css. */
  readonly colour: string;
  /** CSS pixels on and off; empty = solid. */
  readonly dash: readonly number[];
  readonly width: number;
}

const LOOKS: Readonly<Record<string, LineLook>> = {
  rate: { colour: '--accent', dash: [], width: 1.5 },
  fine: { colour: '--tone-ok', dash: [2, 3], width: 1.5 },
  client: { colour: '--tone-warn', dash: [7, 3], width: 1.5 },
  server: { colour: '--tone-fail', dash: [], width: 2.5 },
  none: { colour: '--tone-unknown', dash: [9, 3, 2, 3], width: 2 },
  errors: { colour: '--tone-fail', dash: [], width: 2 },
  p50: { colour: '--tone-ok', dash: [2, 3], width: 1.5 },
  p95: { colour: '--accent', dash: [7, 3], width: 1.5 },
  p99: { colour: '--text', dash: [], width: 2 },
  sent: { colour: '--accent', dash: [], width: 1.5 },
  received: { colour: '--tone-unknown', dash: [7, 3], width: 1.5 },
};
const OTHER: LineLook = { colour: '--text-muted', dash: [], width: 1.5 };

export const lookOf = (id: string): LineLook => (Object.hasOwn(LOOKS, id) ? LOOKS[id] : undefined) ?? OTHER;
