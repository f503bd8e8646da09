/** A call that fails, with all that configuration and the traffic beside it say of it. */

import type { MeshCall } from '../../mesh/calls';
import type { PolicyResult } from '../../policy/evaluate-policies';
import { callKey, endKey } from '../../policy/keys';
import type { CallPolicy, WorkloadPolicy } from '../../policy/model';
import type { ObservedCall } from '../../policy/observation';
import { observedCall } from '../../policy/observe';
import { failuresOf, type Neighbours } from './neighbours';
import type { Resources } from './resources';
import { emptyConnections, NO_BYTES, type Symptom, symptomsOf } from './symptom';

export interface FailingCall {
  readonly call: MeshCall;
  /** The same in the form policies are held against. */
  readonly observed: ObservedCall;
  readonly symptoms: readonly Symptom[];
  /** What configuration says; undefined while no resources are known. */
  readonly policy: CallPolicy | undefined;
  readonly client: WorkloadPolicy | undefined;
  readonly server: WorkloadPolicy | undefined;
  readonly resources: Resources | undefined;
  /** The destination's own proxy tells of some call to it, of this one or of another. */
  readonly destinationReports: boolean;
  /** Other calls between the same ends: what ztunnel counts as TCP beside what Envoy counts as HTTP. */
  readonly beside: readonly MeshCall[];
  /** Calls of the destination that fail themselves, busiest first. */
  readonly beyond: readonly { readonly call: ObservedCall; readonly failingPerSecond: number }[];
}

/** What a diagnosis may look at besides the calls themselves. */
export interface Surroundings {
  /** Of every call of the mesh. */
  readonly neighbours: Neighbours;
  readonly policies: PolicyResult | undefined;
  readonly resources: Resources | undefined;
}

/** Undefined for a call that is well. */
export function failingCall(call: MeshCall, { neighbours, policies, resources }: Surroundings): FailingCall | undefined {
  const observed = observedCall(call);
  const policy = policies?.calls.get(callKey(observed));
  const symptoms = [...symptomsOf(call), ...silentlyClosed(call, policy)];
  if (symptoms.length === 0) return undefined;
  const [client, server] = [observed.source, observed.destination].map((end) => {
    const key = endKey(end);
    return key === undefined ? undefined : policies?.workloads.get(key);
  });
  return {
    call,
    observed,
    symptoms,
    policy,
    client,
    server,
    resources,
    destinationReports: neighbours.reports(call.destination),
    beside: neighbours.beside(call),
    beyond: beyond(call, neighbours),
  };
}

/** A sidecar that denies a TCP connection closes it in order and without a flag: the verdict tells it from a probe. */
function silentlyClosed({ figures }: MeshCall, policy: CallPolicy | undefined): readonly Symptom[] {
  const perSecond = policy?.authorization.verdict === 'denied' ? emptyConnections(figures) : 0;
  if (perSecond <= 0) return [];
  const at = figures.reports.some(({ reporter }) => reporter === 'destination') ? 'destination' : figures.reporter;
  const seen = new Map(figures.reports.map(({ reporter }) => [reporter, perSecond]));
  return [{ unit: 'connections', code: NO_BYTES, flags: [], perSecond, at, seen, behind: [] }];
}

const MOST_BEYOND = 3;

/** What the destination calls itself and gets no good answer to. */
function beyond({ destination }: MeshCall, { from }: Neighbours): FailingCall['beyond'] {
  const found = from(destination).flatMap((other) => {
    const failingPerSecond = failuresOf(other);
    return failingPerSecond > 0 ? [{ call: observedCall(other), failingPerSecond }] : [];
  });
  return found.sort((a, b) => b.failingPerSecond - a.failingPerSecond).slice(0, MOST_BEYOND);
}

/** Whether a call beside this one failed with one of these flags, and how often per second. */
export function besideWith({ beside }: FailingCall, flags: readonly string[]): number {
  let sum = 0;
  for (const call of beside)
    for (const symptom of symptomsOf(call)) if (symptom.flags.some((flag) => flags.includes(flag))) sum += symptom.perSecond;
  return sum;
}
