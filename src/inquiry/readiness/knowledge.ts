/** What configuration says beside the past: indexed once for all workloads. */
import type { Inventory } from '../../istio/inventory';
import { meshConfigOf } from '../../istio/mesh-config';
import { considered } from '../../policy/considered';
import type { PolicyResult } from '../../policy/evaluate-policies';
import { createFacts, type Facts } from '../../policy/facts/create-facts';
import { endKey } from '../../policy/keys';
import type { Because, WorkloadKey } from '../../policy/model';
import type { Observation, ObservedEnd } from '../../policy/observation';
import type { CallerKind } from './answer';
import { type CallerKnowledge, sourceKey } from './plaintext-callers';
import { type RefusingRule, refusingRules } from './refusing-rules';

export interface ReadinessEvidence {
  readonly inventory: Inventory;
  /** The traffic of the window just now; undefined = it could not be asked. */
  readonly observation: Observation | undefined;
  readonly policies: PolicyResult;
}

export interface Knowledge extends CallerKnowledge {
  readonly inventory: Inventory;
  readonly rootNamespace: string;
  readonly facts: Facts;
  readonly policies: PolicyResult;
  readonly rules: ReadonlyMap<WorkloadKey, readonly RefusingRule[]>;
}

export function knowledgeOf({ inventory: given, observation, policies }: ReadinessEvidence): Knowledge {
  const mesh = meshConfigOf(given);
  const inventory = considered(given, mesh);
  const facts = createFacts(inventory, mesh, observation);
  return {
    inventory,
    rootNamespace: mesh.rootNamespace,
    facts,
    policies,
    rules: refusingRules(inventory, facts),
    kindOf: (source) => kindIn(facts, source),
    becauseOf: whyPlain(observation, policies),
  };
}

function kindIn({ workloads }: Facts, source: ObservedEnd): CallerKind {
  const key = sourceKey(source);
  if (key === undefined) return 'unknown';
  const dataplane = workloads.get(key)?.dataplane.value ?? 'unknown';
  if (dataplane === 'unknown') return 'unjudged';
  return dataplane === 'none' ? 'no-proxy' : 'meshed';
}

/** Of the calls between the two that flow just now and are sent in plaintext. */
function whyPlain(observation: Observation | undefined, { calls }: PolicyResult): CallerKnowledge['becauseOf'] {
  const byEnds = new Map<string, Because[]>();
  for (const call of observation?.calls ?? []) {
    const transport = calls.get(call.key)?.transport;
    const ends = endsKey(call.source, call.destination);
    if (ends === undefined || transport?.value !== 'plaintext') continue;
    // The first reason says why the client sends it; the others, why the server takes it.
    byEnds.set(ends, [...(byEnds.get(ends) ?? []), ...transport.because.slice(0, 1)]);
  }
  return (source, destination) => byEnds.get(endsKey(source, destination) ?? '') ?? [];
}

function endsKey(source: ObservedEnd, destination: ObservedEnd): string | undefined {
  const [from, to] = [endKey(source), endKey(destination)];
  return from === undefined || to === undefined ? undefined : `${from}>${to}`;
}
