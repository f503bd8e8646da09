/** The measured share over time: what is asked, and how the answers become lines (docs/canary.md). */
import type { Inventory } from '../../istio/inventory';
import { selector } from '../../prometheus/promql-text';
import type { RangeAnswer, RangeQuery } from '../../telemetry/ask-ranges';
import { equals } from '../../telemetry/promql';
import { rangeGrid, spanOfWindow } from '../../telemetry/range-grid';
import type { CanaryHistory } from './model';
import { configurationSteps } from './span';
import type { Split } from './split';

export interface HistoryContext {
  readonly inventory: Inventory;
  readonly windowSeconds: number;
  readonly scrapeIntervalSeconds: number;
}

export function historyOf(
  split: Split,
  queries: readonly RangeQuery[],
  atSeconds: number,
  { inventory, windowSeconds, scrapeIntervalSeconds }: HistoryContext,
): CanaryHistory {
  const grid = rangeGrid({ endSeconds: atSeconds, spanSeconds: spanOfWindow(windowSeconds), scrapeIntervalSeconds });
  return { grid, queries, ...flaggerOf(split), steps: configurationSteps(split.resources, inventory, grid.startSeconds) };
}

/** Flagger's gauge: percent of the candidate, labelled with name and namespace of its Canary (docs.flagger.app, "Monitoring"). */
function flaggerOf({ tool, name, namespace }: Split): Pick<CanaryHistory, 'flagger'> {
  if (tool !== 'Flagger') return {};
  const gauge = selector('flagger_canary_weight', [equals('name', name), equals('namespace', namespace)]);
  return { flagger: { key: 'flagger', title: "Flagger's weight of the candidate", promql: `max(${gauge})` } };
}

/** One line: a version's share (0..1), or what Flagger asked for. NaN is a gap: nothing flowed, or nobody knows. */
export interface HistoryLine {
  readonly key: string;
  readonly title: string;
  readonly values: Float64Array;
}

/** Answers to `queries` and `flagger`, in their order; what was not answered has no line. */
export function historyLines({ queries, flagger }: CanaryHistory, answers: readonly RangeAnswer[]): readonly HistoryLine[] {
  return [...queries, ...(flagger === undefined ? [] : [flagger])].flatMap(({ key, title }) => {
    const values = answers.find((answer) => answer.key === key)?.lines[0]?.values;
    if (values === undefined) return [];
    return [{ key, title, values: flagger?.key === key ? values.map((percent) => percent / 100) : values }];
  });
}
