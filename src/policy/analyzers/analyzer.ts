/** What an analyzer of `istioctl analyze` is, and what it says (docs/policies.md §6). */
import type { Inventory } from '../../istio/inventory';
import type { Labels } from '../../istio/labels';
import type { MeshConfig } from '../../istio/mesh-config';
import type { Ref } from '../../istio/ref';
import type { KindName, ResourceTypes } from '../../istio/resources/index';
import type { FieldIssue } from '../../istio/resources/reader';
import type { Resource } from '../../istio/resources/resource';
import type { Service } from '../../istio/resources/service';
import type { MessageCode } from './codes';
import type { DestinationHosts } from './destination-hosts';
import type { LabelIndex } from './label-index';

/** What a message is about: a resource, or an object of a kind that is not read otherwise. */
export interface Subject extends Ref {
  readonly annotations: Labels;
}

/** An object of a kind that is not read otherwise (a Node, a CustomResourceDefinition). */
export interface OtherObject extends Subject {
  readonly labels: Labels;
  readonly spec: unknown;
}

export interface AnalyzerMessage {
  readonly code: MessageCode;
  readonly subject: Subject;
  /** The field it is about; "" = the resource as a whole. */
  readonly path: string;
  /** One sentence that names the resource. */
  readonly sentence: string;
  /** It holds only if nothing of this kind was left out: where nobody said anything about the kind it is an assumption (docs/policies.md §0.1). */
  readonly assumes?: KindName;
  /** `istioctl` finds no line for it, and so says the same sentence about a resource only once. */
  readonly placeless?: true;
}

/** A Pod; outside of `istioctl` also a template of Pods that are not known (docs/policies.md §0.1). */
export interface PodLike extends Subject {
  readonly labels: Labels;
  readonly hostNetwork: boolean;
  readonly nodeName?: string;
  readonly containers: readonly PodContainer[];
}

export interface PodContainer {
  readonly name?: string;
  readonly image?: string;
  readonly ports?: readonly { readonly name?: string; readonly containerPort?: number }[];
}

export interface AnalysisContext {
  readonly inventory: Inventory;
  /** Resources of a kind; as `istioctl` does it, also those the API server would refuse. */
  readonly of: <K extends KindName>(kind: K) => readonly ResourceTypes[K][];
  readonly find: <K extends KindName>(kind: K, namespace: string, name: string) => ResourceTypes[K] | undefined;
  /** Absence of a resource of the kind means something (docs/policies.md §0.1); as `istioctl` does it, always. */
  readonly known: (kind: KindName) => boolean;
  /**
   * True = exactly what `istioctl analyze` says, quirks included; false = what holds (docs/policies.md §6.3). Each analyzer says where the two
   * differ.
   */
  readonly asIstioctl: boolean;
  readonly mesh: MeshConfig;
  readonly pods: LabelIndex<PodLike>;
  /** Pods (or templates) are known at all. */
  readonly podsAreKnown: boolean;
  readonly servicesSelecting: (pod: PodLike) => readonly Service[];
  readonly hosts: DestinationHosts;
  /** What readers noted about a resource. */
  readonly issuesOf: (resource: Resource) => readonly FieldIssue[];
  readonly others: readonly OtherObject[];
}

/** `analyze` is total. */
export interface Analyzer {
  /** As `istioctl analyze` names it: "virtualservice.DestinationHostAnalyzer". */
  readonly id: string;
  /** Codes it may report. */
  readonly codes: readonly MessageCode[];
  /** Kinds it looks at: nothing else changes what it says, but the mesh's configuration. */
  readonly reads: readonly KindName[];
  /** What it says matters on a graph: it is a finding. */
  readonly onGraph: boolean;
  readonly analyze: (context: AnalysisContext) => readonly AnalyzerMessage[];
}

/** What Pods, or the templates that stand for them, are collected from. */
export const POD_KINDS = ['Pod', 'ReplicaSet', 'Job', 'CronJob', 'Deployment', 'StatefulSet', 'DaemonSet', 'WorkloadEntry'] as const;

const SUPPRESS = 'galley.istio.io/analyze-suppress';

/** Whether the resource asks for silence about this code, or about all. */
function isSuppressed({ subject, code }: AnalyzerMessage): boolean {
  const asked = subject.annotations.get(SUPPRESS) ?? '';
  return asked.split(',').some((each) => each.trim() === '*' || each.trim() === code);
}

/** What the analyzer says, each thing once, but what resources ask to be silent about. */
export function runAnalyzer(analyzer: Analyzer, context: AnalysisContext): readonly AnalyzerMessage[] {
  const said = new Map<Subject, Set<string>>();
  return analyzer.analyze(context).filter((message) => {
    const { code, subject, path, sentence, placeless } = message;
    const ofSubject = said.get(subject) ?? new Set<string>();
    said.set(subject, ofSubject);
    const key = `${code} ${placeless === true ? '' : path} ${sentence}`;
    if (ofSubject.has(key) || isSuppressed(message)) return false;
    ofSubject.add(key);
    return true;
  });
}
