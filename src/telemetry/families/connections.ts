import { knownLabel, parseFlags } from '../parse-labels';
import { rateOf, scopeAlternatives } from '../promql';
import type { ConnectionRow } from '../rows';
import type { Family, FamilyContext } from './family';
import { END_LABELS, sumBy } from './labels';
import { readRows } from './read-rows';

/** What one row is told apart by, besides its outcome. */
export const CONNECTION_LABELS = ['reporter', ...END_LABELS, 'response_flags'];

/** Q5: closed and failed TCP connections; a TCP call into the BlackHole shows only here (docs/telemetry.md §2, §4). */
export const connectionsFamily: Family<ConnectionRow> = {
  id: 'connections',
  promql: (context) =>
    `${outcome(context, context.names.connectionsClosed, 'closed')} or ${outcome(context, context.names.connectionsFailed, 'failed')}`,
  ...readRows(
    'connections',
    ({ reporter, source, destination }, { labels, value }): ConnectionRow => ({
      reporter,
      source,
      destination,
      outcome: knownLabel(labels, 'outcome') === 'failed' ? 'failed' : 'closed',
      flags: parseFlags(labels),
      connectionsPerSecond: value,
    }),
  ),
};

function outcome({ namespaces, windowSeconds }: FamilyContext, metric: string, word: ConnectionRow['outcome']): string {
  const sum = sumBy(CONNECTION_LABELS, rateOf(metric, scopeAlternatives(namespaces), windowSeconds));
  return `label_replace(${sum} > 0, "outcome", "${word}", "", "")`;
}
