/** Authorization: the verdict of configuration at the target end, and whether the traffic agrees. */
import type { MeshEdge } from '../../mesh/model';
import type { EdgePolicySummary } from '../../policy/drawn';
import type { Certainty, Enforcer, Posture } from '../../policy/model';
import { displayText } from '../display-text';
import type { LabelText } from '../labels/edge-label';
import type { Tone } from '../scene';
import { dataplaneBadge, enforcerBadges } from './badges';
import { withFinding } from './node-finding';
import { lookOfState, type PolicyOverlay, type PolicyState } from './policy-overlay';

const STATES = {
  allowed: { tone: 'ok', brief: 'allowed', means: 'allowed' },
  depends: { tone: 'ok', glyph: 'depends', brief: 'depends', means: 'depends on what only the request tells' },
  denied: { tone: 'denied', glyph: 'refused', brief: 'denied', means: 'denied' },
  contradiction: { tone: 'fail', brief: 'denied, yet served', means: 'contradiction: denied by configuration, yet requests succeed' },
  ambiguous: {
    tone: 'unknown',
    glyph: 'ambiguous',
    brief: 'ambiguous',
    means: 'ambiguous: resources contradict each other, nothing says which is older',
  },
  unknown: { tone: 'unknown', brief: 'cannot tell', means: 'cannot tell: an input is missing, or traffic refutes an assumption' },
} as const satisfies Readonly<Record<string, PolicyState>>;

type State = keyof typeof STATES;

const WORDS: Readonly<Record<Enforcer, string>> = { ztunnel: 'ztunnel', waypoint: 'waypoint', sidecar: 'sidecar', gateway: 'gateway' };

/** Requests that were answered as if nobody had refused them; for TCP, bytes that came back. */
function succeeded({ responses, bytesPerSecond }: MeshEdge): boolean {
  if (bytesPerSecond !== undefined) return bytesPerSecond.received > 0;
  for (const [code, flags] of responses ?? []) {
    if (!/^[23]\d\d$|^0$/.test(code)) continue;
    for (const perSecond of flags.values()) if (perSecond > 0) return true;
  }
  return false;
}

const GUESSED: ReadonlySet<Certainty> = new Set<Certainty>(['assumed', 'unknown']);

function stateOf(edge: MeshEdge, policy: EdgePolicySummary | undefined): State {
  if (policy === undefined) return 'unknown';
  // Of several calls one may be denied while another succeeds: only a verdict for all of them can be contradicted.
  if (policy.verdict !== 'denied' || policy.mixed || !succeeded(edge)) return policy.verdict;
  // Traffic refutes an assumption before it contradicts configuration.
  return GUESSED.has(policy.certainty) ? 'unknown' : 'contradiction';
}

/** "method", "path": the attribute without where it comes from. */
const attributeWord = (attribute: string): string =>
  displayText(attribute.replace(/^request\.(?=method|path|host)/, '').replace(/^request\.headers\[(.+)\]$/, 'header $1'), 20);

function dependsText(undecided: readonly string[]): string {
  if (undecided.length === 0) return 'depends on the request';
  const named = undecided.slice(0, 2).map(attributeWord);
  return `depends on ${named.join(', ')}${undecided.length > 2 ? ` +${undecided.length - 2}` : ''}`;
}

function verdictText(state: State, { verdict, mixed, undecided, enforcers, bypassed, calls }: EdgePolicySummary): LabelText {
  const { tone } = STATES[state];
  const last = enforcers.at(-1);
  const some = mixed ? ` for some of ${calls}` : '';
  switch (state) {
    case 'allowed':
      return { text: last === undefined && !bypassed ? 'open' : 'allowed', tone };
    case 'depends':
      return { text: dependsText(undecided), tone };
    case 'denied':
    case 'contradiction': {
      const by = enforcers.length === 1 && last !== undefined && !mixed ? ` by ${WORDS[last]}` : '';
      return { text: `denied${by}${some}${state === 'contradiction' ? ', yet served' : ''}`, tone };
    }
    case 'ambiguous':
      return { text: 'ambiguous', tone };
    case 'unknown':
      return { text: verdict === 'denied' ? 'denied by assumption, yet served' : 'verdict ?', tone };
  }
}

const POSTURES: Readonly<Record<Posture, { readonly text: string; readonly tone: Tone }>> = {
  open: { text: 'open', tone: 'idle' },
  'deny-rules-only': { text: 'deny rules only', tone: 'ok' },
  'default-deny': { text: 'default deny', tone: 'ok' },
  custom: { text: 'external decision', tone: 'ok' },
  unknown: { text: 'posture unknown', tone: 'unknown' },
};

export const authorization: PolicyOverlay = {
  id: 'authorization',
  title: 'Authorization',
  about: 'Who may call whom, who decides, and whether the traffic agrees',
  states: STATES,
  legend: {
    tones: [],
    locks: [],
    ring: false,
    badges: true,
    labels: [
      { example: 'allowed', means: 'the verdict of configuration; “open” where nobody decides' },
      { example: 'depends on method', means: 'request attributes that would decide' },
    ],
  },
  edge: (edge, policy) => {
    const state = stateOf(edge, policy);
    const look = lookOfState(STATES[state]);
    if (policy === undefined) return { ...look, state, labels: [{ text: 'verdict ?', tone: 'unknown' }], badges: [] };
    const refused: readonly LabelText[] = policy.works === 'F' ? [{ text: 'refused by mTLS', tone: 'fail' }] : [];
    const past: readonly LabelText[] = policy.bypassed ? [{ text: 'waypoint bypassed', tone: 'warn' }] : [];
    return { ...look, state, labels: [verdictText(state, policy), ...refused, ...past], badges: enforcerBadges(policy) };
  },
  node: (_node, policy) => {
    if (policy === undefined) return { tone: 'idle' };
    const posture = policy.posture === undefined ? { text: 'mixed', tone: 'ok' as const } : POSTURES[policy.posture];
    return { ...withFinding(policy, posture.tone), detail: posture.text, badge: dataplaneBadge(policy) };
  },
};
