/** Observed calls that a route decides, and how many of their requests found no way. */
import type { Ref } from '../../istio/ref';
import { refKey } from '../../istio/ref';
import type { Because, Finding } from '../model';
import { observed, perSecond, requestsWhere } from './evidence';
import type { FindingContext, JudgedCall } from './finding-kind';
import { resourceOf } from './policy-age';

/** Observed calls that a rule of this resource decides. */
export function callsRoutedBy({ callsAbout }: FindingContext, ref: Ref): readonly JudgedCall[] {
  return callsAbout(ref).filter(({ policy }) => policy.routing.rules.some((rule) => refKey(rule.ref) === refKey(ref)));
}

/** No cluster, no route, no healthy endpoint. */
export function lostRequests(calls: readonly JudgedCall[]): readonly Because[] {
  const lost = calls.reduce(
    (sum, { call }) => sum + requestsWhere(call, (_, flags) => flags.some((flag) => flag === 'NC' || flag === 'NR' || flag === 'UH')),
    0,
  );
  return lost > 0 ? [observed(`${perSecond(lost, 'requests')} of the calls it routes failed with NC, NR or UH.`)] : [];
}

/** Calls that cannot work because of this resource. */
export function brokenCalls({ callsAbout }: FindingContext, ref: Ref): readonly JudgedCall[] {
  return callsAbout(ref).filter(
    ({ policy: { transport } }) =>
      transport.works === 'F' && transport.because.some((because) => because.ref !== undefined && refKey(because.ref) === refKey(ref)),
  );
}

/** How many calls cannot work, and what of them fails; empty without calls. */
export function brokenEvidence(calls: readonly JudgedCall[]): readonly Because[] {
  const failed = calls.reduce(
    (sum, { call }) => sum + requestsWhere(call, (_, flags) => flags.some((flag) => flag === 'UF' || flag === 'UC')),
    0,
  );
  if (calls.length === 0) return [];
  return [
    observed(
      `${calls.length === 1 ? '1 observed call' : `${calls.length} observed calls`} cannot work; ${perSecond(failed, 'requests')} fail with UF or UC.`,
    ),
  ];
}

/** A finding about one resource's route, made again when the resource or a call it routes has changed. */
export function keepForRoute(
  context: FindingContext,
  code: string,
  ref: Ref,
  make: (calls: readonly JudgedCall[]) => Finding,
): readonly Finding[] {
  const calls = callsRoutedBy(context, ref);
  const resource = resourceOf(context.inventory, ref);
  return resource === undefined ? [make(calls)] : context.keep(code, resource, calls, () => [make(calls)]);
}
