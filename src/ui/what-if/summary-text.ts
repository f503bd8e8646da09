/** What a draft would do, in one sentence: worst first, with the traffic it concerns. */
import { amountText, sumOf } from '../../inquiry/what-if/amounts';
import type { Amount, CallChange, VerdictDiff } from '../../inquiry/what-if/model';
import { formatDuration } from '../../lib/duration';
import { many } from '../../lib/many';
import { SHOWN, SHOWN_ORDER, type Shown, shownOf } from './consequences';

export interface ShownGroup {
  readonly shown: Shown;
  readonly calls: readonly CallChange[];
  /** Lines of the mesh by workload. */
  readonly edges: number;
  /** There are more calls than `calls`. */
  readonly cutShort: boolean;
  readonly traffic: Amount;
}

/** Changed calls by what becomes of them, worst first; empty groups are left out. */
export function groupCalls({ calls, moreCalls, totals }: VerdictDiff): readonly ShownGroup[] {
  return SHOWN_ORDER.flatMap((shown) => {
    const members = calls.filter((call) => shownOf(call) === shown);
    // The whole traffic is told for each consequence, cut short or not; those that stand for two are summed up here.
    const whole = shown === 'depends' || shown === 'cannot-tell' ? undefined : totals[shown];
    if (members.length === 0 && (whole?.calls ?? 0) === 0) return [];
    const traffic = whole ?? sumOf(members.map((call) => call.traffic));
    const edges = new Set(members.map(({ edge }) => edge)).size;
    const cutShort = whole === undefined ? moreCalls > 0 : whole.calls > members.length;
    return [{ shown, calls: members, edges, cutShort, traffic }];
  });
}

const groupText = (group: ShownGroup): string =>
  `${group.cutShort ? 'More than ' : ''}${many(group.edges, 'edge')} with ${amountText(group.traffic)} ${SHOWN[group.shown].would}`;

/** "3 edges with 42 rps would be denied. 1 edge with 2 rps would break." */
export function summaryText(diff: VerdictDiff, groups: readonly ShownGroup[]): string {
  const told = groups.filter(({ shown }) => SHOWN[shown].open || groups.every((other) => !SHOWN[other.shown].open));
  const [first] = told;
  if (first === undefined) return nothingText(diff);
  const more = diff.moreCalls > 0 ? ` ${many(diff.moreCalls, 'more call')} would change.` : '';
  return `${told.map((group) => `${groupText(group)}.`).join(' ')}${more}`;
}

function nothingText({ observedCalls, windowSeconds, findings, workloads }: VerdictDiff): string {
  const observed = `${many(observedCalls, 'call')} observed in ${formatDuration(windowSeconds)}`;
  const beside = findings.appear.length + findings.go.length + workloads.length > 0 ? '; what would change beside them stands below' : '';
  return `None of the ${observed} would be decided, encrypted or routed otherwise${beside}.`;
}
