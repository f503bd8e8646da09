import type { Protocol } from '../../telemetry/rows';
import { amountOf, flowOf } from '../mesh-facts';
import { byteRate, percent, requestRate } from '../units';
import type { FlagOperand, NumberOperand } from './operand';

const WORDS: Readonly<Record<Protocol, string>> = { http: 'HTTP', grpc: 'gRPC', tcp: 'TCP' };

function rate(protocol: Protocol, example: string): NumberOperand {
  return {
    id: protocol,
    type: 'number',
    unit: protocol === 'tcp' ? byteRate : requestRate,
    title: protocol === 'tcp' ? 'TCP, both ways' : WORDS[protocol],
    example,
    edge: (edge) => (edge.protocol === protocol ? amountOf(edge) : undefined),
  };
}

function share(protocol: 'http' | 'grpc', example: string): NumberOperand {
  return {
    id: `%${protocol}traffic`,
    type: 'number',
    unit: percent,
    title: `share of the ${WORDS[protocol]} requests of the source that the edge carries`,
    example,
    edge: (edge, { nodes, outgoing }) => {
      const source = nodes.get(edge.source);
      if (edge.protocol !== protocol || source === undefined) return undefined;
      const all = flowOf(outgoing, source)[protocol];
      return all === undefined || all === 0 || edge.requestsPerSecond === undefined ? undefined : (edge.requestsPerSecond / all) * 100;
    },
  };
}

/** How much an edge carries. */
export const edgeRates: readonly NumberOperand[] = [
  rate('http', 'http>0.5'),
  rate('grpc', 'grpc>=100rps'),
  rate('tcp', 'tcp>1MB/s'),
  {
    id: 'rps',
    type: 'number',
    unit: requestRate,
    title: 'HTTP or gRPC',
    example: 'rps<1',
    edge: (edge) => edge.requestsPerSecond,
  },
  share('http', '%httptraffic>=50'),
  share('grpc', '%grpctraffic<10'),
];

export const traffic: FlagOperand = {
  id: 'traffic',
  type: 'flag',
  title: 'something flows on the edge',
  example: 'NOT traffic',
  edge: (edge) => {
    if ((amountOf(edge) ?? 0) > 0 || (edge.connections?.closedPerSecond ?? 0) > 0 || (edge.connections?.failedPerSecond ?? 0) > 0)
      return true;
    return amountOf(edge) === undefined ? undefined : false;
  },
};
