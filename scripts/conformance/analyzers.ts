/** The suite "analyzers": what `istioctl analyze` says of which resource (docs/policies.md §6). */
import { createInventory, type Inventory } from '../../src/istio/inventory';
import { meshConfigOf } from '../../src/istio/mesh-config';
import type { Parsed } from '../../src/istio/parse-resource';
import { readYaml } from '../../src/istio/parse-yaml';
import { readDocuments } from '../../src/istio/read-documents';
import type { FieldIssue } from '../../src/istio/resources/reader';
import type { Resource } from '../../src/istio/resources/resource';
import { type AnalyzerMessage, type OtherObject, runAnalyzer } from '../../src/policy/analyzers/analyzer';
import { MESSAGES } from '../../src/policy/analyzers/codes';
import { createAnalysisContext } from '../../src/policy/analyzers/create-analysis-context';
import { ANALYZERS } from '../../src/policy/analyzers/index';
import { type Fields, listOf, recordOf, textOf, textsOf } from './case-fields';
import type { AnswerCase } from './suite';

/** Stands for the namespace of what has none: `istioctl` leaves it empty, and no real one is called so. */
const UNNAMED = '0-no-namespace-0';
const DEFAULT_RESOURCES = 'inputs/default-resources.yaml';

export const answerAnalyzers: AnswerCase = (given, readInput) => {
  const analyzer = ANALYZERS.find(({ id }) => id === given.analyzer);
  if (analyzer === undefined) throw new Error('not implemented');
  const paths = [...(given.defaultResources === true ? [DEFAULT_RESOURCES] : []), ...listOf(given.inputs).map(String)];
  const texts = paths.map((path) => readInput(path));
  const istioNamespace = textOf(given.istioNamespace) ?? 'istio-system';
  const meshConfig = textOf(given.meshConfig);
  const parsed = texts.flatMap((text, index) => readDocuments(paths[index] ?? '', text, UNNAMED));
  const { inventory, issues } = inventoryOf(parsed);
  const mesh = meshConfigOf(meshInventory(istioNamespace, meshConfig === undefined ? '' : readInput(meshConfig)), istioNamespace);
  const issuesOf = (resource: Resource) => issues.get(resource) ?? [];
  const context = createAnalysisContext(inventory, mesh, { asIstioctl: true, issuesOf, others: texts.flatMap(othersIn) });
  return counted(runAnalyzer(analyzer, context));
};

function inventoryOf(parsed: readonly Parsed[]): {
  readonly inventory: Inventory;
  readonly issues: ReadonlyMap<Resource, readonly FieldIssue[]>;
} {
  const issues = new Map<Resource, readonly FieldIssue[]>();
  for (const each of parsed) {
    if (each.outcome !== 'read') continue;
    const { resource } = each;
    issues.set(resource.namespace === UNNAMED ? { ...resource, namespace: '' } : resource, each.issues);
  }
  return { inventory: createInventory(issues.keys()), issues };
}

function meshInventory(namespace: string, mesh: string): Inventory {
  const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'istio', namespace }, data: { mesh } };
  const read = readDocuments('mesh', JSON.stringify(configMap));
  return createInventory(read.flatMap((each) => (each.outcome === 'read' ? [each.resource] : [])));
}

const OTHER_KINDS = new Set(['Node', 'CustomResourceDefinition']);

function othersIn(text: string): readonly OtherObject[] {
  return text.split(/^---\s*$/m).flatMap((document) => {
    const read = readYaml(document);
    const { kind, metadata, spec } = recordOf(read.ok ? read.value.value : undefined);
    if (typeof kind !== 'string' || !OTHER_KINDS.has(kind)) return [];
    const { name, labels, annotations }: Fields = recordOf(metadata);
    return [{ kind, namespace: '', name: textOf(name) ?? '', labels: textsOf(labels), annotations: textsOf(annotations), spec }];
  });
}

/** Messages of one code on one resource are counted; in the order of code, kind, namespace and name. */
function counted(messages: readonly AnalyzerMessage[]) {
  const byKey = new Map<string, { readonly message: AnalyzerMessage; count: number }>();
  for (const message of messages) {
    const key = JSON.stringify([message.code, kindOf(message), message.subject.namespace, message.subject.name]);
    const entry = byKey.get(key);
    if (entry === undefined) byKey.set(key, { message, count: 1 });
    else entry.count += 1;
  }
  return [...byKey]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { message, count }]) => ({
      code: message.code,
      name: MESSAGES[message.code].name,
      level: MESSAGES[message.code].level,
      resource: { kind: kindOf(message), namespace: message.subject.namespace, name: message.subject.name },
      count,
    }));
}

function kindOf({ subject: { kind } }: AnalyzerMessage): string {
  return kind === 'KubernetesGateway' ? 'Gateway' : kind;
}
