/** Policy results in words. Every union has its table here, so that panels, menus and tests say the same. */
import type {
  AttachedPolicy,
  Certainty,
  Dataplane,
  Decision,
  Enforcer,
  FindingSeverity,
  MtlsMode,
  Posture,
  Routing,
  Transport,
  Tri,
  Verdict,
} from '../../policy/model';
import type { BadgeLetter, Tone } from '../../scene/scene';

export const DATAPLANES: Readonly<Record<Dataplane, string>> = {
  sidecar: 'Sidecar',
  ambient: 'Ambient: a ztunnel',
  gateway: 'Gateway',
  waypoint: 'Waypoint',
  none: 'None: no proxy of the mesh',
  unknown: 'Unknown',
};

export const ENFORCERS: Readonly<Record<Enforcer, string>> = {
  sidecar: 'sidecar',
  ztunnel: 'ztunnel',
  waypoint: 'waypoint',
  gateway: 'gateway',
};
export const LETTERS: Readonly<Record<Enforcer, BadgeLetter>> = { sidecar: 'S', ztunnel: 'Z', waypoint: 'W', gateway: 'G' };

export const MODES: Readonly<Record<MtlsMode, string>> = {
  STRICT: 'only mutual TLS gets in',
  PERMISSIVE: 'mutual TLS and plaintext get in',
  DISABLE: 'mutual TLS is switched off',
};

export const POSTURES: Readonly<Record<Posture, { readonly word: string; readonly means: string }>> = {
  open: { word: 'Open', means: 'no policy decides, everyone gets in' },
  'deny-rules-only': { word: 'Deny rules only', means: 'everyone gets in unless a DENY matches' },
  'default-deny': { word: 'Default deny', means: 'only what an ALLOW names gets in' },
  custom: { word: 'External decision', means: 'an external provider decides as well' },
  unknown: { word: 'Unknown', means: 'an input is missing' },
};

export const TRANSPORTS: Readonly<Record<Transport, string>> = {
  plaintext: 'The client sends plaintext',
  mtls: 'The client sends mutual TLS',
  hbone: 'The client sends HBONE, the mutual TLS of ambient',
  tls: 'The client sends TLS of its own',
  unknown: 'What the client sends is unknown',
};
export const WORKS: Readonly<Record<Tri, { readonly text: string; readonly tone: Tone }>> = {
  T: { text: 'which gets in', tone: 'ok' },
  F: { text: 'which the server refuses', tone: 'fail' },
  U: { text: 'whether it gets in is not known', tone: 'unknown' },
};

export interface VerdictWords {
  readonly word: string;
  readonly sign: string;
  readonly tone: Tone;
  readonly sentence: string;
}
export const VERDICTS: Readonly<Record<Verdict, VerdictWords>> = {
  allowed: { word: 'Allowed', sign: '✓', tone: 'ok', sentence: 'Configuration lets this call in.' },
  denied: { word: 'Denied', sign: '⊘', tone: 'denied', sentence: 'Configuration refuses this call.' },
  depends: { word: 'Depends', sign: '◆', tone: 'ok', sentence: 'It depends on what only the request tells.' },
  unknown: { word: 'Unknown', sign: '?', tone: 'unknown', sentence: 'Cannot tell: an input is missing.' },
  ambiguous: {
    word: 'Ambiguous',
    sign: '≠',
    tone: 'unknown',
    sentence: 'Resources contradict each other, and nothing says which is older.',
  },
};

export const DECISIONS: Readonly<Record<Decision['effect'], string>> = {
  match: 'matches',
  'no-match': 'does not match',
  undecided: 'may match',
};

export const EFFECTS: Readonly<Record<AttachedPolicy['effect'], { readonly word: string; readonly tone: Tone }>> = {
  full: { word: 'full', tone: 'ok' },
  partial: { word: 'partial', tone: 'warn' },
  'no-op': { word: 'no effect', tone: 'warn' },
  ignored: { word: 'ignored', tone: 'unknown' },
};

export const ROUTINGS: Readonly<Record<Routing['kind'], string>> = {
  fixed: 'One split for all requests',
  conditional: 'The route depends on the request',
  none: 'No route: plain load balancing',
  ambiguous: 'Ambiguous: several routes, and nothing says which is older',
  unreachable: 'No route matches: the proxy answers itself',
  'not-applied': 'No proxy on the way reads routes',
};

export const CERTAINTIES: Readonly<Record<Certainty, string>> = {
  reported: 'istiod or telemetry reports it',
  computed: 'computed from resources',
  assumed: 'a default stands for an input that is missing',
  unknown: 'not known',
};

export const SEVERITIES: Readonly<Record<FindingSeverity, { readonly one: string; readonly many: string }>> = {
  error: { one: 'error', many: 'errors' },
  warning: { one: 'warning', many: 'warnings' },
  info: { one: 'note', many: 'notes' },
};

/** "request.method" as people say it. */
export function attributeText(attribute: string): string {
  const header = /^request\.headers\[(.+)\]$/.exec(attribute)?.[1];
  if (header !== undefined) return `the header ${header}`;
  return ATTRIBUTES.get(attribute) ?? attribute;
}

const ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['request.method', 'the method'],
  ['request.path', 'the path'],
  ['request.url_path', 'the path'],
  ['request.host', 'the host'],
  ['request.headers[:authority]', 'the host'],
  ['request.auth.principal', 'the identity of the token'],
  ['source.principal', 'the client’s identity'],
  ['source.namespace', 'the client’s namespace'],
  ['source.ip', 'the client’s address'],
  ['remote.ip', 'the original client’s address'],
  ['destination.ip', 'the server’s address'],
  ['destination.port', 'the port'],
  ['connection.sni', 'the server name of the TLS handshake'],
  ['ext_authz', 'the answer of an external provider'],
  ['request.protocol', 'the protocol'],
]);

/** "a, b and c". */
export function listText(words: readonly string[]): string {
  const last = words.at(-1);
  if (last === undefined || words.length === 1) return last ?? '';
  return `${words.slice(0, -1).join(', ')} and ${last}`;
}
