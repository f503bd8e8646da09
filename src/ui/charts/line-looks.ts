/** How each line of a chart is told from the others: a colour of the theme and a dash, never colour alone. */

export interface LineLook {
  /** Name of a CSS variable of theme.css. */
  readonly colour: string;
  /** CSS pixels on and off; empty = solid. */
  readonly dash: readonly number[];
  readonly width: number;
  /** A setting: it holds until it is changed. */
  readonly stepped?: true;
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
  version1: { colour: '--text', dash: [], width: 2 },
  version2: { colour: '--accent', dash: [], width: 2.5 },
  version3: { colour: '--tone-warn', dash: [7, 3], width: 2 },
  version4: { colour: '--tone-unknown', dash: [2, 3], width: 2 },
  configured1: { colour: '--text', dash: [4, 4], width: 1.25, stepped: true },
  configured2: { colour: '--accent', dash: [4, 4], width: 1.25, stepped: true },
  configured3: { colour: '--tone-warn', dash: [4, 4], width: 1.25, stepped: true },
  configured4: { colour: '--tone-unknown', dash: [4, 4], width: 1.25, stepped: true },
  flagger: { colour: '--tone-fail', dash: [9, 3, 2, 3], width: 1.5, stepped: true },
};
const OTHER: LineLook = { colour: '--text-muted', dash: [], width: 1.5 };

export const lookOf = (id: string): LineLook => (Object.hasOwn(LOOKS, id) ? LOOKS[id] : undefined) ?? OTHER;
