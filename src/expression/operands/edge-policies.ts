import type { Enforcer, Routing, Transport, Verdict } from '../../policy/model';
import { type ChoiceOperand, type FlagOperand, one } from './operand';

const VERDICTS: readonly Verdict[] = ['allowed', 'denied', 'depends', 'ambiguous', 'unknown'];
const TRANSPORTS: readonly Transport[] = ['plaintext', 'mtls', 'hbone', 'tls', 'unknown'];
const ENFORCERS: readonly (Enforcer | 'none')[] = ['sidecar', 'ztunnel', 'waypoint', 'gateway', 'none'];
const ROUTINGS: readonly Routing['kind'][] = ['fixed', 'conditional', 'none', 'ambiguous', 'unreachable', 'not-applied'];

export const authz: ChoiceOperand = {
  id: 'authz',
  aliases: ['authorization'],
  type: 'choice',
  needsPolicies: true,
  title: 'what configuration says of the calls, the worst of them',
  example: 'authz=denied',
  choices: VERDICTS,
  edge: ({ id }, { policies }) => one(policies?.edges.get(id)?.verdict),
};

export const enforcer: ChoiceOperand = {
  id: 'enforcer',
  type: 'choice',
  needsPolicies: true,
  title: 'who decides about the calls',
  example: 'enforcer=none',
  choices: ENFORCERS,
  edge: ({ id }, { policies }) => {
    const enforcers = policies?.edges.get(id)?.enforcers;
    return enforcers?.length === 0 ? ['none'] : enforcers;
  },
};

export const transport: ChoiceOperand = {
  id: 'transport',
  type: 'choice',
  needsPolicies: true,
  title: 'what the client sends by configuration',
  example: 'transport=plaintext',
  choices: TRANSPORTS,
  edge: ({ id }, { policies }) => one(policies?.edges.get(id)?.transport),
};

export const refused: FlagOperand = {
  id: 'refused',
  type: 'flag',
  needsPolicies: true,
  title: 'the server refuses what the client sends (mTLS does not fit)',
  example: 'refused',
  edge: ({ id }, { policies }) => {
    const works = policies?.edges.get(id)?.works;
    return works === undefined || works === 'U' ? undefined : works === 'F';
  },
};

export const bypassed: FlagOperand = {
  id: 'bypassed',
  type: 'flag',
  needsPolicies: true,
  title: 'goes past a waypoint that has policies',
  example: 'bypassed',
  edge: ({ id }, { policies }) => policies?.edges.get(id)?.bypassed,
};

export const routing: ChoiceOperand = {
  id: 'routing',
  type: 'choice',
  needsPolicies: true,
  title: 'how the route is decided',
  example: 'routing=conditional',
  choices: ROUTINGS,
  edge: ({ id }, { policies }) => one(policies?.edges.get(id)?.routing.kind),
};
