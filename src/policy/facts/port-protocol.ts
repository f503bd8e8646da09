/** Which protocol Istio takes a service port for: `appProtocol`, else the prefix of its name, else it looks at the bytes. */

/** `auto` = detected from the first bytes, so both HTTP and TCP rules may apply (docs/policies.md §2.5). */
export type PortProtocol = 'http' | 'grpc' | 'tcp' | 'tls' | 'udp' | 'auto';

interface NamedPort {
  readonly name?: string;
  readonly protocol?: string;
  readonly appProtocol?: string;
  readonly port?: number;
}

const PROTOCOLS: ReadonlyMap<string, PortProtocol> = new Map([
  ['http', 'http'],
  ['http2', 'http'],
  ['http_proxy', 'http'],
  ['grpc', 'grpc'],
  ['grpc-web', 'grpc'],
  ['tcp', 'tcp'],
  ['mongo', 'tcp'],
  ['mysql', 'tcp'],
  ['redis', 'tcp'],
  ['https', 'tls'],
  ['tls', 'tls'],
  ['udp', 'udp'],
  ['kubernetes.io/h2c', 'http'],
  ['kubernetes.io/ws', 'http'],
  ['kubernetes.io/wss', 'tls'],
]);

/** Servers that speak first (SMTP, DNS, MySQL, MongoDB) are never detected from the client's bytes. */
const SERVER_FIRST: ReadonlySet<number> = new Set([25, 53, 3306, 27017]);

/** `port` is its number, where a server that speaks first can be told by it. */
export function portProtocol({ name = '', protocol, appProtocol = '', port }: NamedPort): PortProtocol {
  if (protocol === 'UDP') return 'udp';
  const word = (appProtocol === '' ? name : appProtocol).toLowerCase();
  const known = PROTOCOLS.get(word) ?? PROTOCOLS.get(word.startsWith('grpc-web') ? 'grpc-web' : (word.split('-')[0] ?? ''));
  if (known !== undefined) return known;
  return port !== undefined && SERVER_FIRST.has(port) ? 'tcp' : 'auto';
}

/** Whether traffic seen as `observed` can have come through a port of this protocol. */
export function portCarries(port: PortProtocol, observed: 'http' | 'grpc' | 'tcp'): boolean {
  if (port === 'auto') return true;
  if (observed === 'tcp') return port === 'tcp' || port === 'tls';
  return port === 'http' || port === 'grpc';
}
