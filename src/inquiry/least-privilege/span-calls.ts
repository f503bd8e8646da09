/** Series of many days → one call for each caller, workload, service and protocol. */
import { edgeId, nodeId } from '../../mesh/ids';
import { withoutScheme } from '../../policy/facts/principal';
import { callKey } from '../../policy/keys';
import type { CallKey } from '../../policy/model';
import type { ObservedEnd } from '../../policy/observation';
import type { Labels, RangeSeries } from '../../prometheus/client-types';
import {
  knownLabel,
  parseDestination,
  parseReporter,
  parseRequestProtocol,
  parseSecurityPolicy,
  parseSource,
} from '../../telemetry/parse-labels';
import type { Protocol } from '../../telemetry/rows';
import type { CountedCall } from './observed-span';

type Reporter = 'destination' | 'waypoint';

/** What one reporter counted of a call. */
interface Sum {
  count: number;
  mutual: number;
  plaintext: number;
}

interface Known {
  readonly labels: Labels;
  readonly protocol: Protocol;
  readonly principals: Set<string>;
  readonly byReporter: Map<Reporter, Sum>;
  lastSeenSeconds: number;
}

export class SpanCalls {
  private readonly known = new Map<CallKey, Known>();

  /** Adds one series; one that appeared counts whole only where the step before it was measured (readiness' `gained`). */
  add(
    what: 'requests' | 'connections',
    { labels, timestampsSeconds, values }: RangeSeries,
    wasMeasured: (momentSeconds: number) => boolean,
  ): void {
    const reporter = parseReporter(labels);
    if (reporter === undefined || reporter === 'source') return;
    let count = 0;
    let last = 0;
    for (const [at, moment] of timestampsSeconds.entries()) {
      const value = values[at] ?? 0;
      if (!(value > 0 && Number.isFinite(value)) || (labels.part === 'start' && !wasMeasured(moment))) continue;
      count += value;
      last = moment;
    }
    if (count === 0) return;
    const call = this.callOf(labels, what === 'requests' ? parseRequestProtocol(labels) : 'tcp');
    call.lastSeenSeconds = Math.max(call.lastSeenSeconds, last);
    const principal = knownLabel(labels, 'source_principal');
    if (principal !== undefined) call.principals.add(withoutScheme(principal));
    const sum = call.byReporter.get(reporter) ?? { count: 0, mutual: 0, plaintext: 0 };
    call.byReporter.set(reporter, sum);
    const policy = parseSecurityPolicy(labels);
    sum.count += count;
    if (policy === 'mutual_tls') sum.mutual += count;
    // ztunnel's word for plaintext is `unknown`, and it counts TCP only (docs/telemetry.md §3).
    if (policy === 'none' || (policy === 'unknown' && call.protocol === 'tcp')) sum.plaintext += count;
  }

  private callOf(labels: Labels, protocol: Protocol): Known {
    const key = callKey(endsOf(labels, protocol));
    const call = this.known.get(key) ?? { labels, protocol, principals: new Set(), byReporter: new Map(), lastSeenSeconds: 0 };
    this.known.set(key, call);
    return call;
  }

  /** A workload's own report counts, else the waypoint's (docs/telemetry.md §6.4). */
  all(spanSeconds: number): readonly CountedCall[] {
    return [...this.known.values()].map((known) => countedCall(known, spanSeconds));
  }
}

function endsOf(labels: Labels, protocol: Protocol) {
  const { service: host, serviceName: name, serviceNamespace: namespace, ...destination } = parseDestination(labels);
  const service = {
    ...(host !== undefined && { host }),
    ...(name !== undefined && { name }),
    ...(namespace !== undefined && { namespace }),
  };
  return { source: parseSource(labels), destination, ...(Object.keys(service).length > 0 && { service }), protocol };
}

function countedCall({ labels, protocol, principals, byReporter, lastSeenSeconds }: Known, spanSeconds: number): CountedCall {
  const { count = 0, mutual = 0, plaintext = 0 } = byReporter.get('destination') ?? byReporter.get('waypoint') ?? {};
  const ends = endsOf(labels, protocol);
  const [principal, another] = principals;
  const named = principal !== undefined && another === undefined ? { principal } : {};
  const reporters = [...byReporter.keys()];
  return {
    call: {
      ...ends,
      source: { ...ends.source, ...named },
      key: callKey(ends),
      edge: edgeId(nodeOf(ends.source), nodeOf(ends.destination), protocol),
      ...(protocol === 'tcp'
        ? { connections: { closed: new Map([['-', count / spanSeconds]]), failed: new Map() } }
        : { requestsPerSecond: count / spanSeconds }),
      mtls: {
        mutual: mutual / spanSeconds,
        plaintext: plaintext / spanSeconds,
        ratio: mutual + plaintext === 0 ? undefined : mutual / (mutual + plaintext),
      },
      reporters,
    },
    principals: [...principals],
    requests: protocol === 'tcp' ? undefined : count,
    connections: protocol === 'tcp' ? count : undefined,
    lastSeenSeconds,
  };
}

const nodeOf = ({ cluster, namespace, workload, app }: ObservedEnd) =>
  nodeId('workload', {
    name: workload ?? app ?? 'unknown',
    ...(cluster !== undefined && { cluster }),
    ...(namespace !== undefined && { namespace }),
  });
