/** Resources → plain objects for a file: what is read of them, nothing that may be secret. `recorded-inventory.ts` is the way back. */

import type { Coverage, Inventory } from '../istio/inventory';
import { stepsOf } from '../istio/locate';
import { readYaml } from '../istio/parse-yaml';
import type { ConfigMap } from '../istio/resources/config-map';
import { KIND_NAMES, type KindName, RESOURCE_KINDS } from '../istio/resources/index';
import { KEPT_VARIABLES } from '../istio/resources/pod-template';
import { type Holds, isRecord } from '../istio/resources/reader';
import type { Resource, ResourceKind } from '../istio/resources/resource';
import { isoText } from '../lib/range-text';
import { blankSecrets } from './blank-secrets';
import type { RecordedResources } from './snapshot';

type JsonRecord = Readonly<Record<string, unknown>>;

/** By kind, namespace and name. */
export function recordResources(inventory: Inventory): RecordedResources {
  const all = [...KIND_NAMES.flatMap((kind): readonly Resource[] => inventory.of(kind)), ...inventory.rejected];
  const keyed = all.map((resource) => ({ key: `${resource.kind}\n${resource.namespace}\n${resource.name}`, resource }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  const coverage = KIND_NAMES.map((kind): [string, Coverage] => [kind, inventory.coverage(kind)]);
  return {
    objects: keyed.map(({ resource }) => recordedObject(resource)),
    coverage: Object.fromEntries(coverage.filter(([, known]) => known !== 'none')),
  };
}

function recordedObject(resource: Resource): JsonRecord {
  const described: ResourceKind<unknown> = RESOURCE_KINDS[resource.kind as KindName];
  const { metadata, apiVersion: _, kind: __, ...rest } = objectOf(resource);
  const body =
    described.plural === 'configmaps' ? configMapFields(resource as ConfigMap) : isCore(described) ? partRead(rest, described.holds) : rest;
  return blankSecrets({
    apiVersion: resource.apiVersion,
    kind: described.wireKind ?? resource.kind,
    metadata: recordedMetadata(resource, isRecord(metadata) ? metadata : {}),
    ...(isRecord(body) ? body : {}),
  });
}

/** Kubernetes' own kinds hold much that nobody reads here: images' commands, volumes, environments. */
const isCore = ({ group }: ResourceKind<unknown>): boolean => !group.includes('.') || group === 'discovery.k8s.io';

/** The object as it was read; one whose text is not kept has its head alone. */
function objectOf({ origin }: Resource): JsonRecord {
  const { source, path } = origin;
  const whole = source.json === undefined ? yamlValue(source.text) : (JSON.parse(source.json) as unknown);
  let value = whole;
  for (const step of stepsOf(path) ?? []) {
    if (isRecord(value) || Array.isArray(value)) value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return isRecord(value) ? value : {};
}

function yamlValue(text: string): unknown {
  const read = readYaml(text);
  return read.ok ? read.value.value : undefined;
}

function recordedMetadata(resource: Resource, written: JsonRecord): JsonRecord {
  const { name, namespace, labels, annotations, createdSeconds, changedSeconds, controller } = resource;
  return {
    ...(name !== '' && { name }),
    ...(namespace !== '' && { namespace }),
    ...(written.labels === undefined ? labels.size > 0 && { labels: Object.fromEntries(labels) } : { labels: written.labels }),
    ...(annotations.size > 0 && { annotations: Object.fromEntries(annotations) }),
    ...(createdSeconds !== undefined && { creationTimestamp: isoText(createdSeconds) }),
    ...(changedSeconds !== undefined && { managedFields: [{ time: isoText(changedSeconds) }] }),
    ...(controller !== undefined && { ownerReferences: [{ controller: true, kind: controller.kind, name: controller.name }] }),
  };
}

/** What its reader kept; the mesh's configuration is a text that holds an object. */
function configMapFields({ data, injectsByDefault }: ConfigMap): JsonRecord {
  if (injectsByDefault !== undefined)
    return { data: { values: JSON.stringify({ sidecarInjectorWebhook: { enableNamespacesByDefault: injectsByDefault } }) } };
  if (data?.mesh === undefined) return {};
  const mesh = yamlValue(data.mesh);
  // JSON is YAML, too: a saved page reads it without a parser of YAML.
  return { data: { mesh: isRecord(mesh) ? JSON.stringify(blankSecrets(mesh), null, 2) : '' } };
}

/** The part of a value that its reader looks at. */
function partRead(value: unknown, holds: Holds | undefined): unknown {
  if (holds === undefined || holds.kind === 'words') return value;
  if (holds.kind === 'list') return Array.isArray(value) ? value.map((each) => partRead(each, holds.entry.holds)) : value;
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).flatMap(([name, each]): [string, unknown][] => {
    if (holds.kind === 'map') return [[name, partRead(each, holds.entry.holds)]];
    const reader = holds.fields.get(name);
    if (reader === undefined) return [];
    return [[name, name === 'env' ? keptVariables(each) : partRead(each, reader.holds)]];
  });
  return Object.fromEntries(entries);
}

/** Variables may be secret: those that decide about traffic are kept. */
function keptVariables(env: unknown): unknown {
  if (!Array.isArray(env)) return [];
  return env.flatMap((each) =>
    isRecord(each) && typeof each.name === 'string' && KEPT_VARIABLES.has(each.name) && typeof each.value === 'string'
      ? [{ name: each.name, value: each.value }]
      : [],
  );
}
