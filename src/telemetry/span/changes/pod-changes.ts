/** Pods that come or go within a span: one question for the first and the last moment at which each pod's proxy told anything. */
import type { Problem } from '../../../lib/problem';
import type { InstantSample } from '../../../prometheus/client-types';
import { durationText, matchAny, selector } from '../../../prometheus/promql-text';
import type { FamilyContext } from '../../families/family';
import { gridEnd, gridTime, type RangeGrid } from '../../range-grid';
import type { SpanChange } from '../span';

/** Closer to the first or last moment of all nothing is told: scrapes are not at the moments of the grid. */
const MARGIN_STEPS = 2;

/**
 * Asked at the end of the grid. Istio's own series carry the labels of the scrape, `pod` and `namespace` among them (docs/telemetry.md §3);
 * a subquery keeps the answer at two numbers a pod.
 */
export function podsPromql({ names, namespaces }: FamilyContext, grid: RangeGrid): string {
  const matchers = ['pod!=""', ...(namespaces.length === 0 ? [] : [matchAny('namespace', namespaces)])];
  const pods = [names.requests, names.tcpReceived].map((metric) => `group by (namespace,pod) (${selector(metric, matchers)})`).join(' or ');
  const over = `[${durationText(gridEnd(grid) - grid.startSeconds + grid.stepSeconds)}:${durationText(grid.stepSeconds)}]`;
  const marked = (end: 'first' | 'last', call: string) => `label_replace(${call}(((${pods}) * time())${over}), "end", "${end}", "", "")`;
  return `${marked('first', 'min_over_time')} or ${marked('last', 'max_over_time')}`;
}

interface Life {
  readonly namespace: string | undefined;
  readonly pod: string;
  first: number;
  last: number;
}

/** Pods of one ReplicaSet that come or go at the same moment are one change. */
export function podChanges(samples: readonly InstantSample[], grid: RangeGrid): readonly SpanChange[] {
  const lives = livesOf(samples);
  const margin = MARGIN_STEPS * grid.stepSeconds;
  const begins = Math.min(...lives.map(({ first }) => first)) + margin;
  const ends = Math.max(...lives.map(({ last }) => last)) - margin;
  const appeared = together(
    lives.filter(({ first }) => first > begins),
    ({ first }) => first,
    grid,
  );
  const vanished = together(
    lives.filter(({ last }) => last < ends),
    ({ last }) => last + grid.stepSeconds,
    grid,
  );
  return [...appeared.map((group) => changeOf('pod-appeared', group)), ...vanished.map((group) => changeOf('pod-vanished', group))];
}

function livesOf(samples: readonly InstantSample[]): readonly Life[] {
  const lives = new Map<string, Life>();
  for (const { labels, value } of samples) {
    const { namespace, pod, end } = labels;
    if (pod === undefined || !Number.isFinite(value)) continue;
    const key = JSON.stringify([namespace, pod]);
    const life = lives.get(key) ?? { namespace, pod, first: value, last: value };
    lives.set(key, life);
    if (end === 'first') life.first = value;
    else life.last = value;
  }
  return Array.from(lives.values());
}

interface Group {
  readonly atSeconds: number;
  readonly namespace: string | undefined;
  readonly set: string;
  readonly pods: string[];
}

function together(lives: readonly Life[], momentOf: (life: Life) => number, grid: RangeGrid): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const life of lives) {
    const index = Math.min(grid.points - 1, Math.max(0, Math.ceil((momentOf(life) - grid.startSeconds) / grid.stepSeconds - 1e-6)));
    const set = setOf(life.pod);
    const key = JSON.stringify([index, life.namespace, set]);
    const group = groups.get(key) ?? { atSeconds: gridTime(grid, index), namespace: life.namespace, set, pods: [] };
    groups.set(key, group);
    group.pods.push(life.pod);
  }
  return Array.from(groups.values());
}

/** `web-7d9f8c5b6d-x2x4z` is a pod of `web-7d9f8c5b6d`; other names stand for themselves. */
const setOf = (pod: string): string => /^(.+)-[a-z0-9]{5}$/.exec(pod)?.[1] ?? pod;

function changeOf(kind: 'pod-appeared' | 'pod-vanished', { atSeconds, namespace, set, pods }: Group): SpanChange {
  const [one = ''] = pods;
  const many = pods.length > 1;
  const subject = many ? set : one;
  const who = many ? `${pods.length} pods of ${set}` : `Pod ${one}`;
  const verb = kind === 'pod-appeared' ? 'come' : 'go';
  const says = `${who} ${many ? verb : `${verb}${verb === 'go' ? 'es' : 's'}`}.`;
  return { kind, atSeconds, subject, ...(namespace !== undefined && { namespace }), says };
}

export const podsUnknown = (): Problem => ({
  code: 'span-pods-unknown',
  severity: 'info',
  message: 'No series says which pod it comes from (label "pod"): pods that come and go are not marked.',
  hint: 'The scrape job adds that label by relabelling, as Istio’s own example configuration does.',
});
