import type { Dataplane, MtlsMode, Posture } from '../../policy/model';
import { type ChoiceOperand, type FlagOperand, one } from './operand';

const DATAPLANES: readonly Dataplane[] = ['sidecar', 'ambient', 'gateway', 'waypoint', 'none', 'unknown'];
const MODES: readonly MtlsMode[] = ['STRICT', 'PERMISSIVE', 'DISABLE'];
const POSTURES: readonly Posture[] = ['open', 'deny-rules-only', 'default-deny', 'custom', 'unknown'];

export const dataplane: ChoiceOperand = {
  id: 'dataplane',
  type: 'choice',
  needsPolicies: true,
  title: 'how the workload is in the mesh',
  example: 'dataplane=ambient',
  choices: DATAPLANES,
  node: ({ id }, { policies }) => one(policies?.nodes.get(id)?.dataplane),
};

export const sidecar: FlagOperand = {
  id: 'sidecar',
  aliases: ['sc'],
  type: 'flag',
  needsPolicies: true,
  title: 'has a sidecar',
  example: 'NOT sidecar',
  node: ({ id }, { policies }) => {
    const known = policies?.nodes.get(id)?.dataplane;
    return known === undefined || known === 'unknown' ? undefined : known === 'sidecar';
  },
};

export const peerauth: ChoiceOperand = {
  id: 'peerauth',
  aliases: ['peerauthentication'],
  type: 'choice',
  needsPolicies: true,
  title: 'mTLS mode of the server, for an edge of the called one',
  example: 'peerauth=STRICT',
  choices: MODES,
  node: ({ id }, { policies }) => one(policies?.nodes.get(id)?.serverMode),
  edge: ({ id }, { policies }) => one(policies?.edges.get(id)?.serverMode),
};

export const posture: ChoiceOperand = {
  id: 'posture',
  type: 'choice',
  needsPolicies: true,
  title: 'who is let in by default',
  example: 'posture=open',
  choices: POSTURES,
  node: ({ id }, { policies }) => one(policies?.nodes.get(id)?.posture),
};
