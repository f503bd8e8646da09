import type { Latency } from '../../mesh/model';
import { milliseconds } from '../units';
import type { NumberOperand } from './operand';

function quantile(id: keyof Latency, example: string, aliases: readonly string[] = []): NumberOperand {
  return {
    id,
    aliases,
    type: 'number',
    unit: milliseconds,
    title: `${id} latency`,
    example,
    edge: ({ latency }) => {
      const value = latency?.[id];
      return value?.atLeast ? { atLeast: value.milliseconds } : value?.milliseconds;
    },
  };
}

/** How long requests take. Kiali's response time is the quantile its map shows; ours shows p99. */
export const latencies: readonly NumberOperand[] = [
  quantile('p99', 'rt>250ms', ['rt', 'responsetime']),
  quantile('p95', 'p95>=1s'),
  quantile('p50', 'p50<10'),
];
