import type { MeshEdge } from '../../mesh/model';
import type { Protocol } from '../../telemetry/rows';
import { percent } from '../units';
import type { NumberOperand } from './operand';

function failed(
  id: string,
  title: string,
  more: { readonly protocol?: Protocol; readonly aliases?: readonly string[]; readonly example: string },
): NumberOperand {
  const { protocol, aliases = [], example } = more;
  const counts = (edge: MeshEdge): boolean => protocol === undefined || edge.protocol === protocol;
  return {
    id,
    aliases,
    type: 'number',
    unit: percent,
    title,
    example,
    edge: (edge) => (counts(edge) && edge.errorRatio !== undefined ? edge.errorRatio * 100 : undefined),
  };
}

/** How much of an edge's requests fails (the error ratio that is drawn), and of its connections. */
export const edgeErrors: readonly NumberOperand[] = [
  failed('%httperr', 'failed HTTP requests', { protocol: 'http', aliases: ['%httperror'], example: '%httperr>5' }),
  failed('%grpcerr', 'failed gRPC requests', { protocol: 'grpc', aliases: ['%grpcerror'], example: '%grpcerr>0.1%' }),
  failed('%err', 'failed requests of either protocol', { aliases: ['%error'], example: '%err>=1 AND rps>10' }),
  {
    id: '%tcperr',
    type: 'number',
    unit: percent,
    title: 'failed TCP connections among those that closed',
    example: '%tcperr>0',
    edge: ({ connections }) => {
      if (connections === undefined) return undefined;
      const { closedPerSecond, failedPerSecond } = connections;
      // Some fail before they open and so never close.
      const all = Math.max(closedPerSecond, failedPerSecond);
      return all > 0 ? (failedPerSecond / all) * 100 : undefined;
    },
  },
];
