/** How much traffic something concerns. */
import { formatByteRate, formatRequestRate } from '../../lib/format-number';
import { connectionsWhere, perSecond } from '../../policy/findings/evidence';
import type { ObservedCall } from '../../policy/observation';
import type { Amount } from './model';

export const NO_AMOUNT: Amount = { calls: 0, requestsPerSecond: 0, connectionsPerSecond: 0, bytesPerSecond: 0 };

export function amountOf(call: ObservedCall): Amount {
  return {
    calls: 1,
    requestsPerSecond: call.requestsPerSecond ?? 0,
    connectionsPerSecond: connectionsWhere(call, () => true),
    bytesPerSecond: call.bytesPerSecond ?? 0,
  };
}

export function sumOf(amounts: readonly Amount[]): Amount {
  return amounts.reduce(
    (sum, each) => ({
      calls: sum.calls + each.calls,
      requestsPerSecond: sum.requestsPerSecond + each.requestsPerSecond,
      connectionsPerSecond: sum.connectionsPerSecond + each.connectionsPerSecond,
      bytesPerSecond: sum.bytesPerSecond + each.bytesPerSecond,
    }),
    NO_AMOUNT,
  );
}

/** "12 rps", "3 conn/s, 1.2 kB/s", "no traffic". */
export function amountText({ requestsPerSecond, connectionsPerSecond, bytesPerSecond }: Amount): string {
  const parts = [
    requestsPerSecond > 0 ? formatRequestRate(requestsPerSecond) : undefined,
    connectionsPerSecond > 0 ? perSecond(connectionsPerSecond, 'connections') : undefined,
    bytesPerSecond > 0 ? formatByteRate(bytesPerSecond) : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? 'no traffic' : parts.join(', ');
}

/** More traffic first. */
export function compareAmounts(a: Amount, b: Amount): number {
  return (
    b.requestsPerSecond - a.requestsPerSecond || b.bytesPerSecond - a.bytesPerSecond || b.connectionsPerSecond - a.connectionsPerSecond
  );
}
