import { formatByteRate } from '../../lib/format-number';
import { type EdgeMetric, primaryRates, sumOrZero } from './edge-metric';

/** What the client sent: the server's received bytes (docs/telemetry.md §2). */
export const bytesSent: EdgeMetric = {
  id: 'sent',
  title: 'Bytes sent by the client',
  unit: 'bytes per second',
  format: (value) => `↑${formatByteRate(value)}`,
  promql: (selection) => (selection.protocol === 'tcp' ? sumOrZero(primaryRates(selection, selection.names.tcpReceived)) : undefined),
};

/** What the client got: the server's sent bytes. */
export const bytesReceived: EdgeMetric = {
  id: 'received',
  title: 'Bytes received by the client',
  unit: 'bytes per second',
  format: (value) => `↓${formatByteRate(value)}`,
  promql: (selection) => (selection.protocol === 'tcp' ? sumOrZero(primaryRates(selection, selection.names.tcpSent)) : undefined),
};
