import { formatRatio } from '../../lib/format-number';
import { type Alternatives, equals, matching, rateOf } from '../promql';
import { type EdgeMetric, type EdgeSelection, edgeSeries, sumOrZero } from './edge-metric';

const POLICY = 'connection_security_policy';

/** Share of mutual TLS, requests for HTTP and gRPC, bytes for TCP: docs/telemetry.md §6.5. */
export const mtls: EdgeMetric = {
  id: 'mtls',
  title: 'mTLS',
  unit: 'share of requests or bytes',
  format: (value) => `${formatRatio(value)} mTLS`,
  promql(selection) {
    const mutual = weight(selection, [[teller(selection), equals(POLICY, 'mutual_tls')]]);
    return `${mutual} / (${mutual} + ${weight(selection, plaintext(selection))} > 0)`;
  },
};

/** The client's word counts only where no server speaks (ztunnel at the source). */
function teller({ securityByServer }: EdgeSelection): string {
  return securityByServer ? matching('reporter', 'destination|waypoint') : equals('reporter', 'source');
}

function plaintext({ protocol }: EdgeSelection): Alternatives {
  const said = [matching('reporter', 'destination|waypoint'), equals(POLICY, 'none')];
  return protocol === 'tcp' ? [said, [equals('reporter', 'destination'), equals(POLICY, 'unknown')]] : [said];
}

function weight(selection: EdgeSelection, narrowed: Alternatives): string {
  const { protocol, names, windowSeconds } = selection;
  const metrics = protocol === 'tcp' ? [names.tcpReceived, names.tcpSent] : [names.requests];
  const sums = metrics.map((metric) => sumOrZero(rateOf(metric, edgeSeries(selection, narrowed), windowSeconds)));
  return sums.length === 1 ? sums.join('') : `(${sums.join(' + ')})`;
}
