import type { MeshEdge } from '../../mesh/model';
import type { EdgePolicySummary } from '../../policy/drawn';
import type { FlagOperand } from './operand';

type Routed = EdgePolicySummary['routing'];

function feature(id: string, alias: string, title: string, has: (routing: Routed, edge: MeshEdge) => boolean | undefined): FlagOperand {
  return {
    id,
    aliases: [alias],
    type: 'flag',
    needsPolicies: true,
    title,
    example: id,
    edge: (edge, { policies }) => {
      const routing = policies?.edges.get(edge.id)?.routing;
      return routing === undefined ? undefined : has(routing, edge);
    },
  };
}

const routed = ({ kind }: Routed): boolean => kind !== 'none' && kind !== 'not-applied';
const splits = ({ shares }: Routed): boolean => shares.length > 1;

/** What routes do to the calls of an edge. Kiali asks the node that is called; here the edge is routed, for its client matters. */
export const routeFeatures: readonly FlagOperand[] = [
  feature('virtualservice', 'vs', 'a route resource decides (VirtualService, HTTPRoute, GRPCRoute…)', routed),
  feature('requestrouting', 'rr', 'the route depends on the request', ({ kind }) => kind === 'conditional'),
  feature('trafficshifting', 'ts', 'requests are split by weight', (routing, { protocol }) => protocol !== 'tcp' && splits(routing)),
  feature(
    'tcptrafficshifting',
    'tcpts',
    'connections are split by weight',
    (routing, { protocol }) => protocol === 'tcp' && splits(routing),
  ),
  feature('circuitbreaker', 'cb', 'a DestinationRule limits connections or ejects endpoints', ({ circuitBreaker }) => circuitBreaker),
  feature('faultinjection', 'fi', 'a fault rule delays or aborts', ({ delay, abort }) => delay || abort),
  feature('mirroring', 'mirror', 'requests are mirrored', ({ mirrorPercent }) => mirrorPercent !== undefined),
  feature('requesttimeout', 'rto', 'the route sets one timeout', ({ timeoutSeconds }) => timeoutSeconds !== undefined),
  feature('retries', 'retry', 'the route asks for retries', ({ retries }) => (retries ?? 0) > 0),
];
