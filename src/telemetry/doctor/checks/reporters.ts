import { formatCount } from '../../../lib/format-number';
import type { Check, CheckResult } from '../check';
import { type Evidence, hasTraffic, seriesOf } from '../evidence';
import { enableSide } from '../snippets';

const count = (evidence: Evidence, reporter: string): number =>
  seriesOf(evidence, evidence.names.requests, reporter) + seriesOf(evidence, evidence.names.tcpReceived, reporter);

const MISSING: Readonly<Record<'source' | 'destination', Pick<CheckResult, 'says' | 'hides' | 'remedies'>>> = {
  source: {
    says: 'No proxy reports as source: the callers’ side is switched off or not scraped.',
    hides: 'What only a caller sees: timeouts, connections that fail, no healthy upstream, calls to outside hosts.',
    remedies: [
      {
        says: 'Switch the client side on, and scrape the callers and the gateways.',
        snippet: { title: 'Telemetry', text: enableSide('CLIENT') },
      },
    ],
  },
  destination: {
    says: 'Neither a destination nor a waypoint reports: the servers’ side is switched off or not scraped.',
    hides: 'Mutual TLS of every edge (only the server’s side knows it), callers outside the mesh, the server’s own latency.',
    remedies: [
      { says: 'Switch the server side on, and scrape the called workloads.', snippet: { title: 'Telemetry', text: enableSide('SERVER') } },
    ],
  },
};

/** Who counts: the callers' proxies, the called ones', waypoints (docs/telemetry.md §1). */
export const reporters: Check = {
  id: 'reporters',
  title: 'Reporters',
  reads: ['series'],
  look: (evidence) => {
    if (!hasTraffic(evidence)) return [];
    const [source, destination, waypoint] = ['source', 'destination', 'waypoint'].map((reporter) => count(evidence, reporter));
    const says = `${formatCount(source ?? 0)} series by source, ${formatCount(destination ?? 0)} by destination, ${formatCount(waypoint ?? 0)} by waypoint.`;
    const missing: ('source' | 'destination')[] = [
      ...(source === 0 && waypoint === 0 ? (['source'] as const) : []),
      ...(destination === 0 && waypoint === 0 ? (['destination'] as const) : []),
    ];
    if (missing.length === 0) return [{ id: 'reporters', state: 'good', says }];
    return missing.map((side) => ({ id: `reporters-${side}`, state: 'missing', ...MISSING[side], says: `${MISSING[side].says} ${says}` }));
  },
};
