/** The measured shares over time as lines of a chart, with what is configured as a stepped line as far as it is told. */
import type { CanaryReport } from '../../inquiry/canary/model';
import type { ChartLine } from '../../mesh/charts/edge-charts';
import { displayText } from '../../scene/display-text';
import type { RangeAnswer } from '../../telemetry/ask-ranges';
import { gridTime, type RangeGrid } from '../../telemetry/range-grid';

/** More lines could not be told apart. */
export const MOST_LINES = 4;

/** Measured lines first; ids name their looks (`charts/line-looks.ts`). */
export function historyLines(
  { versions, comparable, history }: Pick<CanaryReport, 'versions' | 'comparable' | 'history'>,
  answers: readonly RangeAnswer[],
  grid: RangeGrid,
): readonly ChartLine[] {
  const byKey = new Map(answers.map((answer) => [answer.key, answer]));
  const shown = versions.slice(0, MOST_LINES);
  const measured = shown.flatMap(({ id, name }, index): ChartLine[] => {
    const values = byKey.get(id)?.lines[0]?.values;
    return values === undefined ? [] : [{ id: `version${index + 1}`, title: displayText(name, 40), values }];
  });
  if (measured.length === 0) return [];
  const since = comparable.changed?.atSeconds ?? history.steps.at(-1)?.atSeconds;
  const configured = shown.flatMap(({ name, configured: share }, index): ChartLine[] => {
    if (share === undefined || share.min !== share.max || since === undefined) return [];
    const values = heldSince(grid, since, share.max);
    return [{ id: `configured${index + 1}`, title: `${displayText(name, 40)} configured`, values }];
  });
  const weights = byKey.get(history.flagger?.key ?? '')?.lines[0]?.values;
  const flagger =
    weights === undefined ? [] : [{ id: 'flagger', title: 'Flagger’s weight', values: weights.map((percent) => percent / 100) }];
  return [...measured, ...configured, ...flagger];
}

/** Nothing is known of what was configured before the last change. */
function heldSince(grid: RangeGrid, sinceSeconds: number, value: number): Float64Array {
  return Float64Array.from({ length: grid.points }, (_, index) => (gridTime(grid, index) >= sinceSeconds ? value : Number.NaN));
}
