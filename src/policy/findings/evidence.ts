/** Observed figures as sentences, with their units. */
import { formatRequestRate } from '../../lib/format-number';
import type { EdgeId } from '../../mesh/model';
import type { Because, WorkloadKey } from '../model';
import type { ObservedCall, ObservedEnd } from '../observation';
import type { CallContext, JudgedCall } from './finding-kind';

/** "shop/web → shop/cart". */
export function callName({ source, destination, service }: Pick<ObservedCall, 'source' | 'destination' | 'service'>): string {
  return `${endName(source)} → ${destination.workload === undefined && service !== undefined ? serviceName(service) : endName(destination)}`;
}

/** "shop/web", or what telemetry leaves of it. */
export function endName({ namespace, workload, app }: ObservedEnd): string {
  const name = workload ?? app;
  if (name === undefined) return namespace === undefined ? 'an unknown workload' : `an unknown workload of ${namespace}`;
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function serviceName({ namespace, name, host }: NonNullable<ObservedCall['service']>): string {
  if (name === undefined) return host ?? 'an unknown service';
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** Something traffic showed. */
export function observed(sentence: string): Because {
  return { sentence, certainty: 'reported' };
}

/** "12 rps" or "3 conn/s". */
export function perSecond(rate: number, unit: 'requests' | 'connections'): string {
  return unit === 'requests' ? formatRequestRate(rate) : `${Number(rate.toPrecision(2))} conn/s`;
}

/** Requests per second whose code and flags fulfil the condition. */
export function requestsWhere({ responses }: ObservedCall, holds: (code: string, flags: readonly string[]) => boolean): number {
  let sum = 0;
  for (const [code, byFlags] of responses ?? []) for (const [flags, rate] of byFlags) if (holds(code, flags.split(','))) sum += rate;
  return sum;
}

/** Connections per second, closed or failed, whose flags fulfil the condition. */
export function connectionsWhere({ connections }: ObservedCall, holds: (flags: readonly string[]) => boolean): number {
  let sum = 0;
  for (const byFlags of [connections?.closed, connections?.failed])
    for (const [flags, rate] of byFlags ?? []) if (holds(flags.split(','))) sum += rate;
  return sum;
}

/** Requests, bytes or connections in the window. */
export function hasTraffic(call: ObservedCall): boolean {
  return (call.requestsPerSecond ?? 0) > 0 || (call.bytesPerSecond ?? 0) > 0 || connectionsWhere(call, () => true) > 0;
}

/** Both ends, where telemetry names them. */
export function endsOf({ source, destination }: JudgedCall): readonly WorkloadKey[] {
  return [source?.key, destination?.key].filter((key) => key !== undefined);
}

/** The edges of these calls, each once. */
export function edgesOf(calls: readonly JudgedCall[]): readonly EdgeId[] {
  return [...new Set(calls.map(({ call }) => call.edge))];
}

/** "In the 5 min before …" is told once, by the page; a sentence names the length only. */
export function windowText({ window: span }: CallContext): string {
  const seconds = Math.round(span.toSeconds - span.fromSeconds);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}
