/** What analyzers say of resources, as findings: with the workloads and calls each resource concerns (docs/policies.md §6.3). */
import type { Inventory } from '../../istio/inventory';
import type { MeshConfig } from '../../istio/mesh-config';
import { type Ref, refKey, refOf } from '../../istio/ref';
import { listIn } from '../../lib/list-in';
import { workloadNameOf } from '../facts/workload-name';
import { analyze, getResource } from '../findings/commands';
import { edgesOf } from '../findings/evidence';
import { type FindingContext, finding } from '../findings/finding-kind';
import { workloadKey } from '../keys';
import type { Because, Finding, FindingSeverity, WorkloadKey } from '../model';
import { type AnalysisContext, type Analyzer, type AnalyzerMessage, runAnalyzer } from './analyzer';
import { MESSAGES, type MessageCode, type MessageLevel } from './codes';
import { createAnalysisContext } from './create-analysis-context';
import { ANALYZERS } from './index';

/** Further messages that a finding quotes. */
const SHOWN = 5;
const SEVERITY: Readonly<Record<MessageLevel, FindingSeverity>> = { Error: 'error', Warning: 'warning', Info: 'info' };

const ON_GRAPH = ANALYZERS.filter(({ onGraph }) => onGraph);

/**
 * One finding a code and resource. A message yields to a finding of our own that says the same of the same resource, since that one knows the
 * traffic as well. An analyzer runs again only when something it reads has changed.
 */
export function findAnalyzerMessages(context: FindingContext, mesh: MeshConfig, own: readonly Finding[]): readonly Finding[] {
  const { inventory } = context;
  let analysis: AnalysisContext | undefined;
  const run = (analyzer: Analyzer) => {
    analysis ??= createAnalysisContext(inventory, mesh, { asIstioctl: false, workloads: context.facts.workloads.values() });
    return findingsOf(inventory, runAnalyzer(analyzer, analysis));
  };
  const byId = new Map<string, Finding>();
  for (const analyzer of ON_GRAPH)
    for (const each of context.keep('istioctl analyze', analyzer, inputsOf(analyzer, inventory, mesh), () => run(analyzer)))
      if (!byId.has(each.id)) byId.set(each.id, each);
  const told = toldBy(own, context);
  return [...byId.values()].filter((each) => !told(each)).map((each) => withTraffic(context, each));
}

function inputsOf({ reads }: Analyzer, inventory: Inventory, mesh: MeshConfig): readonly unknown[] {
  const inputs: unknown[] = [mesh];
  for (const kind of reads) {
    inputs.push(inventory.coverage(kind));
    for (const resource of inventory.of(kind)) inputs.push(resource);
  }
  return inputs;
}

function findingsOf(inventory: Inventory, all: readonly AnalyzerMessage[]): readonly Finding[] {
  const messages = all.filter(({ assumes }) => assumes === undefined || !['forbidden', 'missing'].includes(inventory.coverage(assumes)));
  const byPlace = new Map<string, AnalyzerMessage[]>();
  for (const message of messages) listIn(byPlace, `${message.code}:${aboutOf(inventory, message)}`).push(message);
  return [...byPlace.values()].flatMap((list) => findingOf(inventory, list.sort(byPlaceOf)));
}

function byPlaceOf(a: AnalyzerMessage, b: AnalyzerMessage): number {
  const [first, second] = [a, b].map(({ subject, path, sentence }) => `${refKey(subject)} ${path} ${sentence}`);
  return (first ?? '') < (second ?? '') ? -1 : Number(first !== second);
}

/** What a finding is about stays the same over refreshes: Pods come and go, their workload stays. */
function aboutOf(inventory: Inventory, { code, subject, path }: AnalyzerMessage): string {
  const about = subject.kind === 'Pod' ? workloadOfPod(inventory, subject) : refKey(subject);
  return OF_ONE_FIELD.has(code) ? `${about}/${path}` : about;
}

function workloadOfPod(inventory: Inventory, { namespace, name }: Ref): WorkloadKey {
  const pod = inventory.find('Pod', namespace, name);
  if (pod === undefined) return workloadKey(namespace, name);
  const find = (kind: string, of: string, owner: string) =>
    kind === 'ReplicaSet' || kind === 'Job' ? inventory.find(kind, of, owner) : undefined;
  return workloadKey(namespace, workloadNameOf(pod, find));
}

/** Several of these on one resource are several faults, each with a field of its own to be mended. */
const OF_ONE_FIELD: ReadonlySet<MessageCode> = new Set(['IST0101', 'IST0130', 'IST0173']);

function findingOf(inventory: Inventory, [first, ...more]: readonly AnalyzerMessage[]): readonly Finding[] {
  if (first === undefined) return [];
  const { code, subject, path, sentence } = first;
  const { level, name, next } = MESSAGES[code];
  const ref = refOf(subject);
  const place = path === '' ? {} : { path };
  const assumed = first.assumes !== undefined && inventory.coverage(first.assumes) === 'none';
  const certainty = assumed ? 'assumed' : 'computed';
  return [
    finding(code, aboutOf(inventory, first), {
      severity: assumed && level === 'Error' ? 'warning' : SEVERITY[level],
      title: sentence,
      evidence: [
        { sentence: `istioctl analyze calls this ${name} (${code}).`, certainty, ref, ...place },
        ...more.slice(0, SHOWN).map((each): Because => {
          const at = each.path === '' ? {} : { path: each.path };
          return { sentence: each.sentence, certainty, ref: refOf(each.subject), ...at };
        }),
        ...(more.length > SHOWN ? [{ sentence: `The same is said ${more.length - SHOWN} times more.`, certainty } as const] : []),
      ],
      next,
      commands: [...(subject.namespace === '' ? [] : analyze(subject.namespace)), ...getResource(ref)],
      ref,
      ...place,
    }),
  ];
}

/** Our own codes that say the same of the same destination or subset. */
const SAME: Partial<Record<MessageCode, readonly string[]>> = {
  IST0101: ['route-to-missing-host', 'route-to-missing-subset'],
  IST0173: ['route-to-missing-subset'],
};
const OWN_CODES: ReadonlySet<string> = new Set(Object.values(SAME).flat());

/** Of VirtualServices on one host our own finding names the one that acts as well, but is about the others. */
function toldBy(own: readonly Finding[], { routes }: FindingContext): (message: Finding) => boolean {
  const told = new Set<string>();
  for (const { code, ref, path } of own) if (ref !== undefined && OWN_CODES.has(code)) told.add(`${code} ${refKey(ref)} ${partOf(path)}`);
  let sharing: ReadonlySet<string> | undefined;
  return ({ code, ref, path }) => {
    if (ref === undefined) return false;
    if (code === 'IST0109') {
      sharing ??= new Set(routes().sharedHosts.flatMap(({ refs }) => refs.map(refKey)));
      return sharing.has(refKey(ref));
    }
    const same = Object.hasOwn(SAME, code) ? SAME[code as MessageCode] : undefined;
    return (same ?? []).some((each) => told.has(`${each} ${refKey(ref)} ${partOf(path)}`));
  };
}

/** "spec.http[0].route[1]" of "spec.http[0].route[1].destination.host": the part that is wrong, whichever of its fields is named. */
function partOf(path = ''): string {
  return path.replace(/(\.destination)?(\.(host|subset|port|labels|name))?$/, '');
}

/** Calls that the resource decides about, and workloads it applies to or stands for. */
function withTraffic(context: FindingContext, each: Finding): Finding {
  const { ref } = each;
  if (ref === undefined) return each;
  const workloads = workloadsOf(context, ref).filter((key) => context.workloads.has(key));
  const edges = edgesOf(context.callsAbout(ref));
  return workloads.length === 0 && edges.length === 0 ? each : { ...each, workloads, edges };
}

function workloadsOf({ inventory, facts, workloadsBehind, attachedTo }: FindingContext, ref: Ref): readonly WorkloadKey[] {
  if (ref.kind === 'Service') {
    const service = facts.services.find({ namespace: ref.namespace, name: ref.name });
    return service === undefined ? [] : workloadsBehind(service).map(({ key }) => key);
  }
  if (ref.kind === 'Pod') return [workloadOfPod(inventory, ref)];
  if (ref.kind === 'Deployment') return [workloadKey(ref.namespace, ref.name)];
  return attachedTo(ref);
}
