/** The measured share over time: what is asked (docs/canary.md). */
import type { Inventory } from '../../istio/inventory';
import { selector } from '../../prometheus/promql-text';
import type { RangeQuery } from '../../telemetry/ask-ranges';
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

/** Flagger's gauge: percent of a workload, the candidate's under the name of its target (docs.flagger.app, "Monitoring": `workload`, `namespace`). */
function flaggerOf({ tool, name, namespace, versions }: Split): Pick<CanaryHistory, 'flagger'> {
  if (tool !== 'Flagger') return {};
  const candidate = versions.find(({ role }) => role === 'candidate')?.name ?? name;
  const gauge = selector('flagger_canary_weight', [equals('workload', candidate.replace(/-canary$/, '')), equals('namespace', namespace)]);
  return { flagger: { key: 'flagger', title: "Flagger's weight of the candidate", promql: `max(${gauge})` } };
}
