import { formatCount } from '../../../lib/format-number';
import type { Check } from '../check';
import { hasTraffic, seriesOf } from '../evidence';
import { enableMetric } from '../snippets';

export const tcp: Check = {
  id: 'tcp',
  title: 'TCP',
  reads: ['series'],
  look: (evidence) => {
    if (!hasTraffic(evidence)) return [];
    const { names } = evidence;
    const [sent, received, closed] = [names.tcpSent, names.tcpReceived, names.connectionsClosed].map((name) => seriesOf(evidence, name));
    const bytes = (sent ?? 0) + (received ?? 0);
    if (bytes === 0 && closed === 0)
      return [
        {
          id: 'tcp',
          state: 'unknown',
          says: 'There are no TCP series: nothing but HTTP flows, or they are switched off.',
          hides: 'Databases, queues and everything else that is not HTTP.',
        },
      ];
    if (sent === 0 || received === 0)
      return [
        {
          id: 'tcp',
          state: 'missing',
          says: `There are connections, but no ${sent === 0 ? names.tcpSent : names.tcpReceived}.`,
          hides: 'Bytes of TCP edges, and their mutual TLS, which is weighed by bytes.',
          remedies: [
            {
              says: 'Where a Telemetry resource disabled it, switch it on.',
              snippet: { title: 'Telemetry', text: enableMetric(sent === 0 ? 'TCP_SENT_BYTES' : 'TCP_RECEIVED_BYTES') },
            },
          ],
        },
      ];
    if (closed === 0)
      return [
        {
          id: 'tcp-connections',
          state: 'missing',
          says: `There are ${formatCount(bytes)} series of bytes, but no ${names.connectionsClosed}.`,
          hides: 'Refused and failed TCP connections, and TCP calls into the BlackHole.',
          remedies: [
            {
              says: 'Where a Telemetry resource disabled it, switch it on.',
              snippet: { title: 'Telemetry', text: enableMetric('TCP_CLOSED_CONNECTIONS') },
            },
          ],
        },
      ];
    return [
      { id: 'tcp', state: 'good', says: `${formatCount(bytes)} series of bytes, ${formatCount(closed ?? 0)} of closed connections.` },
    ];
  },
};
