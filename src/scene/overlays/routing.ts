/** Routing: configured shares, and what a route or its destination does to requests: faults, mirrors, timeouts, retries, circuit breaking. */
import { formatDuration } from '../../lib/duration';
import type { MeshEdge } from '../../mesh/model';
import type { DrawnShare, EdgePolicySummary } from '../../policy/drawn';
import { displayText } from '../display-text';
import type { LabelText } from '../labels/edge-label';
import { dataplaneBadge } from './badges';
import { withFinding } from './node-finding';
import { lookOfState, type PolicyOverlay, type PolicyState } from './policy-overlay';

const STATES = {
  fixed: { tone: 'ok', glyph: 'routed', brief: 'fixed shares', means: 'a route with fixed shares' },
  conditional: { tone: 'ok', glyph: 'depends', brief: 'depends on the request', means: 'the route depends on the request' },
  none: { tone: 'idle', line: 'solid', brief: 'no route', means: 'no route: plain load balancing' },
  fault: { tone: 'warn', brief: 'fault', means: 'a fault is injected: delay or abort' },
  unreachable: { tone: 'fail', brief: 'no route matches', means: 'no route matches: the proxy answers itself' },
  ambiguous: { tone: 'unknown', glyph: 'ambiguous', brief: 'ambiguous', means: 'ambiguous: several routes, nothing says which is older' },
  unknown: { tone: 'unknown', brief: 'cannot tell', means: 'cannot tell: an input is missing' },
} as const satisfies Readonly<Record<string, PolicyState>>;

type State = keyof typeof STATES;
type Routed = EdgePolicySummary['routing'];

function stateOf(policy: EdgePolicySummary | undefined): State {
  if (policy === undefined) return 'unknown';
  const { kind, delay, abort } = policy.routing;
  if (kind === 'unreachable' || kind === 'ambiguous') return kind;
  if (delay || abort) return 'fault';
  return kind === 'not-applied' ? 'none' : kind;
}

const MOST_NAMED = 3;
const percent = (share: number): string => String(Math.round(share * 100));

function boundsText({ min, max }: DrawnShare): string {
  return percent(min) === percent(max) ? percent(max) : `${percent(min)}–${percent(max)}`;
}

/** "v1 90 / v2 10"; nothing for the one destination that everything goes to anyway, or where the proxy answers itself. */
function sharesText({ target }: MeshEdge, { shares, kind }: Routed): string | undefined {
  if (shares.length === 0 || kind === 'unreachable') return undefined;
  const [only] = shares;
  if (shares.length === 1 && only !== undefined) {
    const plain = kind === 'none' || kind === 'not-applied' || target.split('/').includes(only.label);
    return plain ? undefined : `→ ${displayText(only.label, 16)}`;
  }
  if (shares.length > MOST_NAMED) return `${shares.map(boundsText).slice(0, MOST_NAMED).join('/')}/… of ${shares.length}`;
  return shares.map((share) => `${displayText(share.label, 12)} ${boundsText(share)}`).join(' / ');
}

function faultText({ delay, abort }: Routed): string | undefined {
  if (!delay && !abort) return undefined;
  return `fault: ${[delay ? 'delay' : '', abort ? 'abort' : ''].filter((word) => word !== '').join(' + ')}`;
}

function textsOf(edge: MeshEdge, routing: Routed): readonly LabelText[] {
  const { kind, mirrorPercent, timeoutSeconds, retries, circuitBreaker } = routing;
  const fault = faultText(routing);
  const answer = routing.shares.length === 1 ? routing.shares[0]?.label : undefined;
  const shares = sharesText(edge, routing);
  const quiet = [
    kind === 'conditional' && shares === undefined ? 'depends on the request' : undefined,
    shares,
    mirrorPercent === undefined ? undefined : `mirror ${Number(mirrorPercent.toPrecision(3))} %`,
    timeoutSeconds === undefined || timeoutSeconds === 0 ? undefined : `timeout ${formatDuration(timeoutSeconds)}`,
    retries === undefined ? undefined : `${retries} ${retries === 1 ? 'retry' : 'retries'}`,
    circuitBreaker ? 'circuit breaker' : undefined,
  ].flatMap((text): LabelText[] => (text === undefined ? [] : [{ text, tone: 'ok' }]));
  const loud: readonly LabelText[] = [
    ...(kind === 'unreachable' ? [{ text: `no route matches${answer === undefined ? '' : `: ${answer}`}`, tone: 'fail' as const }] : []),
    ...(kind === 'ambiguous' ? [{ text: 'ambiguous', tone: 'unknown' as const }] : []),
    ...(fault === undefined ? [] : [{ text: fault, tone: 'warn' as const }]),
  ];
  return [...loud, ...quiet];
}

export const routing: PolicyOverlay = {
  id: 'routing',
  title: 'Routing',
  about: 'Configured shares, faults, mirrors, timeouts, retries and circuit breakers',
  states: STATES,
  withSplit: true,
  legend: {
    tones: [],
    locks: [],
    ring: false,
    badges: false,
    labels: [
      { example: 'v1 90 / v2 10', means: 'configured shares in percent; a range depends on the request' },
      { example: 'mirror 5 %', means: 'copies whose answers nobody waits for' },
      { example: 'circuit breaker', means: 'connection limits or outlier detection' },
    ],
  },
  edge: (edge, policy) => {
    const state = stateOf(policy);
    const labels = policy === undefined ? [{ text: 'route ?', tone: 'unknown' as const }] : textsOf(edge, policy.routing);
    return { ...lookOfState(STATES[state]), state, labels, badges: [] };
  },
  node: (_node, policy) => {
    if (policy === undefined) return { tone: 'idle' };
    return { ...withFinding(policy, 'ok'), badge: dataplaneBadge(policy) };
  },
};
