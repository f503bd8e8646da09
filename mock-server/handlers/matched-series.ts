import { keyOfAll } from '../promql/label-set';
import { parseMetricSelector } from '../promql/parser';
import type { LabelMatcher } from '../series';
import type { EndpointContext } from './mock-request';
import { optionalTime } from './parse-parameters';
import { invalidParameter, readingParameter } from './replies';

const noExclusions: ReadonlySet<string> = new Set();
/** Without `start` the last hour answers: a world without beginning has no "everything". */
const defaultSpanMs = 3_600_000;

function parseSelectors({ request, parameters }: EndpointContext): readonly (readonly LabelMatcher[])[] {
  return parameters.all('match[]').map((text) => {
    const matchers = readingParameter('match[]', () => parseMetricSelector(text, request.dialect));
    if (matchers.every((matcher) => matcher.test('')))
      throw invalidParameter('match[]', 'match[] must contain at least one non-empty matcher');
    return matchers;
  });
}

/** Label sets of all series that any `match[]` selects, each once; without `match[]` all series. */
export function matchedSeries(context: EndpointContext): readonly ReadonlyMap<string, string>[] {
  const { parameters, request, store } = context;
  const endMs = optionalTime(parameters, 'end', request.nowMs);
  const startMs = optionalTime(parameters, 'start', endMs - defaultSpanMs);
  const selectors = parseSelectors(context);
  const [only] = selectors;
  if (selectors.length <= 1) return store.labelSets(only ?? [], startMs, endMs);
  const found = new Map<string, ReadonlyMap<string, string>>();
  for (const matchers of selectors) {
    for (const labels of store.labelSets(matchers, startMs, endMs)) found.set(keyOfAll(labels, noExclusions), labels);
  }
  return [...found.values()];
}

/** The first `limit` entries. */
export function limited<T>(values: readonly T[], limit: number | undefined): readonly T[] {
  return limit === undefined ? values : values.slice(0, limit);
}
