/** Mutual TLS: what the server accepts against what was observed; where they contradict each other it is loud. */
import { formatRatio } from '../../lib/format-number';
import type { MeshEdge } from '../../mesh/model';
import type { EdgePolicySummary } from '../../policy/drawn';
import type { MtlsMode } from '../../policy/model';
import type { LabelText } from '../labels/edge-label';
import type { Tone } from '../scene';
import { dataplaneBadge, serverBadge } from './badges';
import { lockOf } from './mtls';
import { withFinding } from './node-finding';
import { lookOfState, type PolicyOverlay, type PolicyState } from './policy-overlay';

const STATES = {
  strict: { tone: 'ok', brief: 'STRICT', means: 'STRICT: only mutual TLS gets in' },
  permissive: { tone: 'ok', line: 'long-dash', brief: 'PERMISSIVE', means: 'PERMISSIVE, and only mutual TLS was seen' },
  plaintext: { tone: 'warn', brief: 'plaintext seen', means: 'PERMISSIVE or DISABLE, and plaintext was seen' },
  disabled: { tone: 'warn', line: 'long-dash', brief: 'DISABLE', means: 'DISABLE: mutual TLS is switched off' },
  contradiction: {
    tone: 'fail',
    brief: 'contradiction',
    means: 'contradiction: refused by mode or client settings, or traffic that the mode forbids',
  },
  unknown: { tone: 'unknown', brief: 'mode unknown', means: 'mode unknown, or the servers differ' },
} as const satisfies Readonly<Record<string, PolicyState>>;

type State = keyof typeof STATES;

const hasPlaintext = (ratio: number | undefined): boolean => ratio !== undefined && ratio < 1;
const hasMutual = (ratio: number | undefined): boolean => ratio !== undefined && ratio > 0;

function stateOf({ mtls: { ratio } }: MeshEdge, policy: EdgePolicySummary | undefined): State {
  if (policy?.serverMode === undefined) return policy?.works === 'F' ? 'contradiction' : 'unknown';
  if (policy.works === 'F') return 'contradiction';
  if (policy.serverMode === 'STRICT') return hasPlaintext(ratio) ? 'contradiction' : 'strict';
  // A ztunnel takes HBONE whatever the mode says (docs/policies.md §1.3).
  if (policy.serverMode === 'DISABLE' && hasMutual(ratio) && policy.transport !== 'hbone') return 'contradiction';
  if (hasPlaintext(ratio)) return 'plaintext';
  return policy.serverMode === 'DISABLE' ? 'disabled' : 'permissive';
}

/** "100 % mTLS"; the lock is drawn beside it. */
function observedText({ mtls }: MeshEdge, tone: Tone): LabelText {
  const lock = lockOf(mtls);
  if (lock === 'unknown') return { text: 'mTLS ?', tone: 'unknown' };
  return lock === 'open' ? { text: 'plaintext', tone } : { text: `${formatRatio(mtls.ratio ?? 0)} mTLS`, tone };
}

function modeText(mode: MtlsMode | undefined): LabelText {
  return mode === undefined ? { text: 'mode ?', tone: 'unknown' } : { text: mode, tone: 'ok' };
}

const NODE_TONES: Readonly<Record<MtlsMode, Tone>> = { STRICT: 'ok', PERMISSIVE: 'ok', DISABLE: 'warn' };

export const mtlsPolicy: PolicyOverlay = {
  id: 'mtls',
  title: 'mTLS',
  about: 'The mode that servers accept against the share that was observed',
  states: STATES,
  legend: {
    tones: [],
    locks: ['closed', 'half', 'open', 'unknown'],
    ring: false,
    badges: true,
    labels: [
      { example: 'STRICT · 100 % mTLS', means: 'configured mode and observed share' },
      { example: 'refused', means: 'what the client sends does not get in' },
    ],
  },
  edge: (edge, policy) => {
    const state = stateOf(edge, policy);
    const look = lookOfState(STATES[state]);
    const textTone = look.tone === 'warn' || look.tone === 'fail' ? look.tone : 'ok';
    const refused: readonly LabelText[] = policy?.works === 'F' ? [{ text: 'refused', tone: 'fail' }] : [];
    const observed = edge.health === 'idle' && edge.mtls.ratio === undefined ? [] : [observedText(edge, textTone)];
    return {
      ...look,
      state,
      lock: lockOf(edge.mtls),
      labels: [...refused, modeText(policy?.serverMode), ...observed],
      badges: policy === undefined ? [] : serverBadge(policy),
    };
  },
  node: (_node, policy) => {
    if (policy === undefined) return { tone: 'idle' };
    const mode = policy.serverMode;
    const look = withFinding(policy, mode === undefined ? 'ok' : NODE_TONES[mode]);
    return { ...look, detail: mode ?? 'mixed', badge: dataplaneBadge(policy) };
  },
};
