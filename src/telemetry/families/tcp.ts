import { knownLabel, parseSecurityPolicy } from '../parse-labels';
import { rateOf, scopeAlternatives } from '../promql';
import type { TcpRow } from '../rows';
import type { Family, FamilyContext } from './family';
import { END_LABELS, sumBy } from './labels';
import { readRows } from './read-rows';

/** What one row is told apart by, besides its direction. */
export const TCP_LABELS = ['reporter', ...END_LABELS, 'connection_security_policy'];

/** Q2: TCP bytes in both directions in one query; each branch is marked first, for `or` would drop equal label sets (docs/telemetry.md §5). */
export const tcpFamily: Family<TcpRow> = {
  id: 'tcp',
  promql: (context) =>
    `${direction(context, context.names.tcpReceived, 'sent')} or ${direction(context, context.names.tcpSent, 'received')}`,
  ...readRows(
    'tcp',
    ({ reporter, source, destination }, { labels, value }): TcpRow => ({
      reporter,
      source,
      destination,
      direction: knownLabel(labels, 'direction') === 'received' ? 'received' : 'sent',
      securityPolicy: parseSecurityPolicy(labels),
      bytesPerSecond: value,
    }),
  ),
};

/** The metrics are named from the server's side: what the server received is what the client sent (docs/telemetry.md §2). */
function direction({ namespaces, windowSeconds, showIdle }: FamilyContext, metric: string, word: TcpRow['direction']): string {
  const sum = sumBy(TCP_LABELS, rateOf(metric, scopeAlternatives(namespaces), windowSeconds));
  return `label_replace(${sum}${showIdle ? '' : ' > 0'}, "direction", "${word}", "", "")`;
}
