/** Changes of a span as they are shown: by time, and not more than a strip can bear. */
import { formatCount } from '../../../lib/format-number';
import type { Outcome } from '../../../lib/outcome';
import type { SpanChange } from '../span';

/** More marks than that on a strip are a bar. */
export const MOST_CHANGES = 200;

/** Who tells most, when not all can be shown. */
const WEIGHT: Readonly<Record<SpanChange['kind'], number>> = {
  alert: 0,
  policy: 1,
  'version-appeared': 2,
  'version-vanished': 2,
  'alert-ended': 3,
  'pod-appeared': 4,
  'pod-vanished': 4,
};

const byTime = (a: SpanChange, b: SpanChange): number => a.atSeconds - b.atSeconds || (a.says < b.says ? -1 : 1);

export function inOrder(changes: readonly SpanChange[], most = MOST_CHANGES): Outcome<readonly SpanChange[]> {
  if (changes.length <= most) return { value: changes.toSorted(byTime), problems: [] };
  const kept = changes.toSorted((a, b) => WEIGHT[a.kind] - WEIGHT[b.kind] || byTime(a, b)).slice(0, most);
  return {
    value: kept.sort(byTime),
    problems: [
      {
        code: 'span-changes-left-out',
        severity: 'info',
        message: `${formatCount(changes.length - most)} of ${formatCount(changes.length)} changes are not marked, pods first.`,
        hint: 'Narrow the timeline or the scope to see all of them.',
      },
    ],
  };
}
