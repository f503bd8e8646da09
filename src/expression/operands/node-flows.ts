import type { Protocol } from '../../telemetry/rows';
import { flowOf } from '../mesh-facts';
import { byteRate, percent, requestRate } from '../units';
import type { NumberOperand } from './operand';

function flow(protocol: Protocol, direction: 'in' | 'out', example: string): NumberOperand {
  const unit = protocol === 'tcp' ? byteRate : requestRate;
  const words = { http: 'HTTP', grpc: 'gRPC', tcp: 'TCP, both ways,' }[protocol];
  return {
    id: `${protocol}${direction}`,
    type: 'number',
    unit,
    title: `${words} ${direction === 'in' ? 'into' : 'out of'} the node`,
    example,
    node: (node, { incoming, outgoing }) => flowOf(direction === 'in' ? incoming : outgoing, node)[protocol],
  };
}

const percentOf = (ratio: number | undefined): number | undefined => (ratio === undefined ? undefined : ratio * 100);

/** What flows into and out of a node by protocol, and how much of it fails. */
export const nodeFlows: readonly NumberOperand[] = [
  flow('http', 'in', 'httpin>10rps'),
  flow('http', 'out', 'httpout=0'),
  flow('grpc', 'in', 'grpcin>=1'),
  flow('grpc', 'out', 'grpcout<0.5'),
  flow('tcp', 'in', 'tcpin>1MB/s'),
  flow('tcp', 'out', 'tcpout>1kB/s'),
  {
    id: '%errin',
    type: 'number',
    unit: percent,
    title: 'failed requests among those the node answers',
    example: '%errin>1',
    node: ({ incoming }) => percentOf(incoming.errorRatio),
  },
  {
    id: '%errout',
    type: 'number',
    unit: percent,
    title: 'failed requests among those the node sends',
    example: '%errout>=0.5%',
    node: ({ outgoing }) => percentOf(outgoing.errorRatio),
  },
];
