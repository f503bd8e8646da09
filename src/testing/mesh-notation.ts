import type { CalledEnd, LatencyRow, Reporter, RequestRow, SecurityPolicy, TcpRow, Telemetry } from '../telemetry/rows';

/**
 * The small notation for meshes in tests, one call a line:
 *   web -> reviews:v1 12rps 3%5xx
 *   shop/web -> pay/ledger grpc 5rps 20%14/UF by:destination mtls
 *   cart -> db tcp 100Bps plaintext
 *   web -> @api.example.com 2rps
 * An end is [cluster|][namespace/]app[:version]; its workload is app-version. "?" is an end nobody knows, "@host" a service without workload.
 * Words: <n>rps, <n>Bps, <n>%<code>[/<flags>], http|grpc|tcp, by:<reporters>, mtls|plaintext, p:<ms> (all requests in the bucket up to that bound).
 */
export function mesh(text: string, window: { readonly windowSeconds?: number; readonly atSeconds?: number } = {}): Telemetry {
  const calls = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(parseCall);
  return {
    atSeconds: window.atSeconds ?? 1_700_000_000,
    windowSeconds: window.windowSeconds ?? 300,
    requests: calls.flatMap(requestRows),
    tcp: calls.flatMap(tcpRows),
    latency: calls.flatMap(latencyRows),
    connections: [],
  };
}

interface Call {
  readonly source: CalledEnd;
  readonly destination: CalledEnd;
  readonly protocol: 'http' | 'grpc' | 'tcp';
  readonly reporters: readonly Reporter[];
  readonly perSecond: number;
  readonly failures: readonly { readonly share: number; readonly code: string; readonly flags: string }[];
  readonly security: 'mtls' | 'plaintext' | undefined;
  readonly boundMs: number | undefined;
}

function parseCall(line: string): Call {
  const match = /^(\S+)\s*->\s*(\S+)\s*(.*)$/.exec(line);
  if (match === null) throw new Error(`Not a call: ${line}`);
  const [, source = '', destination = '', rest = ''] = match;
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const find = (pattern: RegExp) => words.map((word) => pattern.exec(word)).find((found) => found !== null)?.[1];
  const protocol = find(/^(http|grpc|tcp)$/) ?? (find(/^([\d.]+)Bps$/) === undefined ? 'http' : 'tcp');
  return {
    source: parseEnd(source),
    destination: parseEnd(destination),
    protocol: protocol === 'grpc' || protocol === 'tcp' ? protocol : 'http',
    reporters: (find(/^by:(.+)$/)?.split(',') ?? ['source', 'destination']) as readonly Reporter[],
    perSecond: Number(find(/^([\d.]+)(?:rps|Bps)$/) ?? 1),
    failures: words.flatMap((word) => {
      const failure = /^([\d.]+)%([^/]+)(?:\/(.+))?$/.exec(word);
      if (failure === null) return [];
      const [, percent = '0', code = '', flags = '-'] = failure;
      return [{ share: Number(percent) / 100, code: code === '5xx' ? '500' : code, flags }];
    }),
    security: words.includes('mtls') ? 'mtls' : words.find((word): word is 'plaintext' => word === 'plaintext'),
    boundMs: find(/^p:([\d.]+)$/) === undefined ? undefined : Number(find(/^p:([\d.]+)$/)),
  };
}

function parseEnd(text: string): CalledEnd {
  if (text === '?') return {};
  const [beforeBar, afterBar] = text.includes('|') ? text.split('|') : ['east', text];
  const [beforeSlash, afterSlash] = (afterBar ?? '').includes('/') ? (afterBar ?? '').split('/') : ['default', afterBar];
  const [app = '', version] = (afterSlash ?? '').split(':');
  if (app.startsWith('@')) return { service: app.slice(1), serviceName: app.slice(1) };
  const namespace = beforeSlash ?? 'default';
  return {
    cluster: beforeBar ?? 'east',
    namespace,
    workload: version === undefined ? app : `${app}-${version}`,
    app,
    ...(version !== undefined && { version }),
    service: `${app}.${namespace}.svc.cluster.local`,
    serviceName: app,
    serviceNamespace: namespace,
  };
}

function ends(call: Call, reporter: Reporter): Pick<RequestRow, 'reporter' | 'source' | 'destination'> {
  const { service: _service, serviceName: _name, serviceNamespace: _namespace, ...source } = call.source;
  return { reporter, source, destination: call.destination };
}

function securityOf(call: Call, reporter: Reporter): SecurityPolicy {
  if (reporter === 'source' || call.security === undefined) return 'absent';
  return call.security === 'mtls' ? 'mutual_tls' : 'none';
}

function requestRows(call: Call): readonly RequestRow[] {
  const { protocol } = call;
  if (protocol === 'tcp') return [];
  const failed = call.failures.reduce((sum, { share }) => sum + share, 0);
  const outcomes = [{ share: 1 - failed, code: protocol === 'grpc' ? '0' : '200', flags: '-' }, ...call.failures].filter(
    ({ share }) => share > 0,
  );
  return call.reporters.flatMap((reporter) =>
    outcomes.map(({ share, code, flags }): RequestRow => {
      const isStatus = protocol === 'grpc' && Number(code) < 100;
      return {
        ...ends(call, reporter),
        protocol,
        responseCode: isStatus ? '200' : code.replace(/^-$/, '0'),
        ...(isStatus && { grpcStatus: code }),
        flags,
        securityPolicy: securityOf(call, reporter),
        requestsPerSecond: call.perSecond * share,
      };
    }),
  );
}

function tcpRows(call: Call): readonly TcpRow[] {
  if (call.protocol !== 'tcp') return [];
  return call.reporters.map(
    (reporter): TcpRow => ({
      ...ends(call, reporter),
      direction: 'sent',
      securityPolicy: securityOf(call, reporter),
      bytesPerSecond: call.perSecond,
    }),
  );
}

const BOUNDS_MS = [1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000] as const;

function latencyRows(call: Call): readonly LatencyRow[] {
  const { protocol, boundMs } = call;
  if (protocol === 'tcp' || boundMs === undefined) return [];
  return call.reporters.map(
    (reporter): LatencyRow => ({
      ...ends(call, reporter),
      protocol,
      buckets: [...BOUNDS_MS, Number.POSITIVE_INFINITY].map((upperBoundMs) => ({
        upperBoundMs,
        perSecond: upperBoundMs >= boundMs ? call.perSecond : 0,
      })),
    }),
  );
}
