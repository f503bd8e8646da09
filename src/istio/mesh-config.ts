/** The mesh's own configuration: ConfigMap `istio`, key `mesh`, and the settings of istiod (docs/policies.md §0.1, §0.4). */
import type { Inventory } from './inventory';
import { flagsOf, type IstiodFlags } from './istiod-flags';
import { type LabelSelector, labelSelector, matchesSelector } from './label-selector';
import type { Labels } from './labels';
import { readYaml } from './parse-yaml';
import type { Ref } from './ref';
import type { ConfigMap } from './resources/config-map';
import type { Deployment } from './resources/deployment';
import { anything, type FieldIssue, flag, integer, isRecord, listOf, mapOf, oneOf, partOf, text, type Value } from './resources/reader';

export interface ExtensionProvider {
  readonly name: string;
  /** Which one it is: `envoyExtAuthzHttp`, `prometheus`, … */
  readonly type: string;
}

export interface MeshConfig {
  /** `computed` = from the ConfigMap, where an absent field means Istio's default; `assumed` = no ConfigMap that can be read: defaults stand in. */
  readonly certainty: 'computed' | 'assumed';
  /** The ConfigMap. */
  readonly ref?: Ref;
  readonly rootNamespace: string;
  readonly trustDomain: string;
  readonly trustDomainAliases: readonly string[];
  readonly enableAutoMtls: boolean;
  readonly outboundTrafficPolicy: 'ALLOW_ANY' | 'REGISTRY_ONLY';
  readonly defaultServiceExportTo: readonly string[];
  readonly defaultVirtualServiceExportTo: readonly string[];
  readonly defaultDestinationRuleExportTo: readonly string[];
  readonly extensionProviders: readonly ExtensionProvider[];
  readonly defaultProviders: {
    readonly metrics: readonly string[];
    readonly tracing: readonly string[];
    readonly accessLogging: readonly string[];
  };
  /** Empty = istiod looks at every namespace (docs/policies.md §0.2). */
  readonly discoverySelectors: readonly LabelSelector[];
  /** `defaultConfig.proxyMetadata`: the environment of all proxies. */
  readonly proxyMetadata: ReadonlyMap<string, string>;
  readonly defaultHttpRetryPolicy: { readonly attempts: number; readonly retryOn: string; readonly perTryTimeout?: string };
  /** Settings of istiod; `assumed` where its Deployment is not known. */
  readonly flags: IstiodFlags;
  readonly flagsCertainty: 'computed' | 'assumed';
  /** Revision this control plane has, where its Deployment says so; "default" is "". */
  readonly revision?: string;
  /** What in the ConfigMap could not be read; paths start at the ConfigMap's `data.mesh`. */
  readonly issues: readonly FieldIssue[];
}

const names = listOf(text);
const fields = partOf({
  rootNamespace: text,
  trustDomain: text,
  trustDomainAliases: names,
  enableAutoMtls: flag,
  outboundTrafficPolicy: partOf({ mode: oneOf('REGISTRY_ONLY', 'ALLOW_ANY') }),
  defaultServiceExportTo: names,
  defaultVirtualServiceExportTo: names,
  defaultDestinationRuleExportTo: names,
  extensionProviders: listOf(mapOf(anything)),
  defaultProviders: partOf({ metrics: names, tracing: names, accessLogging: names }),
  discoverySelectors: listOf(labelSelector),
  defaultConfig: partOf({ proxyMetadata: mapOf(text) }),
  defaultHttpRetryPolicy: partOf({ attempts: integer, retryOn: text, perTryTimeout: text }),
});
type Fields = Value<typeof fields>;

/** Istio's defaults (docs/policies.md §0.1, §4.1). */
const DEFAULT_ROOT_NAMESPACE = 'istio-system';
const DEFAULT_RETRY = { attempts: 2, retryOn: 'connect-failure,refused-stream,unavailable,cancelled' };

/** Total: what is missing or unreadable is Istio's default, marked. `istioNamespace` = where the control plane is, if it is known. */
export function meshConfigOf(inventory: Inventory, istioNamespace?: string): MeshConfig {
  const given = chooseConfigMap(inventory.of('ConfigMap'), istioNamespace);
  const read = given === undefined ? undefined : readMesh(given.configMap.data?.mesh ?? '');
  const controlPlane = istioNamespace ?? given?.configMap.namespace ?? DEFAULT_ROOT_NAMESPACE;
  const settings = istiodSettings(inventory.of('Deployment'), controlPlane, given?.configMap.name);
  return {
    ...meshOf(read?.fields ?? {}),
    certainty: read?.fields === undefined || given?.certain === false ? 'assumed' : 'computed',
    ...(given === undefined ? {} : { ref: { kind: 'ConfigMap', namespace: given.configMap.namespace, name: given.configMap.name } }),
    ...settings,
    issues: read?.issues ?? [],
  };
}

/** Whether istiod looks at a namespace with these labels at all (docs/policies.md §0.2). */
export function discovers({ discoverySelectors }: MeshConfig, namespaceLabels: Labels): boolean {
  return discoverySelectors.length === 0 || discoverySelectors.some((selector) => matchesSelector(selector, namespaceLabels));
}

/** `istio` before `istio-<revision>`, the named namespace before istio-system before any other. Not certain where several are as good. */
function chooseConfigMap(
  all: readonly ConfigMap[],
  istioNamespace: string | undefined,
): { readonly configMap: ConfigMap; readonly certain: boolean } | undefined {
  const rank = ({ name, namespace }: ConfigMap) => (namespace === DEFAULT_ROOT_NAMESPACE ? 0 : 2) + (name === 'istio' ? 0 : 1);
  const candidates = all
    .filter(({ data, namespace }) => data?.mesh !== undefined && (istioNamespace === undefined || namespace === istioNamespace))
    .toSorted((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : Number(a.name > b.name)) || (a.namespace < b.namespace ? -1 : 1));
  const [first, second] = candidates;
  if (first === undefined) return undefined;
  return { configMap: first, certain: second === undefined || rank(first) !== rank(second) };
}

function readMesh(yaml: string): { readonly fields: Fields | undefined; readonly issues: readonly FieldIssue[] } {
  const issues: FieldIssue[] = [];
  const note = (issue: FieldIssue) => issues.push(issue);
  const parsed = readYaml(yaml);
  if (!parsed.ok) {
    note({ path: 'data.mesh', severity: 'rejected', message: `is not readable YAML: ${parsed.error.message}` });
    return { fields: undefined, issues };
  }
  const value = parsed.value.value ?? {};
  const read = fields(isRecord(value) ? camelCased(value) : value, { path: 'data.mesh', note });
  return { fields: read, issues };
}

/** Protobuf's JSON takes `root_namespace` for `rootNamespace`. */
function camelCased(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [camel(name), each]));
}

function meshOf(read: Fields): Omit<MeshConfig, 'certainty' | 'ref' | 'flags' | 'flagsCertainty' | 'revision' | 'issues'> {
  const exportTo = (written: readonly string[] | undefined) => (written === undefined || written.length === 0 ? ['*'] : written);
  const { attempts, retryOn, perTryTimeout } = read.defaultHttpRetryPolicy ?? {};
  const { metrics = [], tracing = [], accessLogging = [] } = read.defaultProviders ?? {};
  return {
    rootNamespace: read.rootNamespace || DEFAULT_ROOT_NAMESPACE,
    trustDomain: read.trustDomain || 'cluster.local',
    trustDomainAliases: read.trustDomainAliases ?? [],
    enableAutoMtls: read.enableAutoMtls ?? true,
    outboundTrafficPolicy: read.outboundTrafficPolicy?.mode ?? 'ALLOW_ANY',
    defaultServiceExportTo: exportTo(read.defaultServiceExportTo),
    defaultVirtualServiceExportTo: exportTo(read.defaultVirtualServiceExportTo),
    defaultDestinationRuleExportTo: exportTo(read.defaultDestinationRuleExportTo),
    extensionProviders: (read.extensionProviders ?? []).map((provider) => ({
      name: String(provider.get('name') ?? ''),
      type: [...provider.keys()].find((key) => key !== 'name') ?? '',
    })),
    defaultProviders: { metrics, tracing, accessLogging },
    discoverySelectors: read.discoverySelectors ?? [],
    proxyMetadata: read.defaultConfig?.proxyMetadata ?? new Map(),
    defaultHttpRetryPolicy: {
      attempts: attempts ?? DEFAULT_RETRY.attempts,
      retryOn: retryOn ?? DEFAULT_RETRY.retryOn,
      ...(perTryTimeout === undefined ? {} : { perTryTimeout }),
    },
  };
}

/** The Deployment `istiod` (or `istiod-<revision>`, as the ConfigMap is named) of the control plane's namespace. */
function istiodSettings(
  deployments: readonly Deployment[],
  namespace: string,
  configMapName: string | undefined,
): Pick<MeshConfig, 'flags' | 'flagsCertainty' | 'revision'> {
  const revision = configMapName?.startsWith('istio-') ? configMapName.slice('istio-'.length) : undefined;
  const wanted = revision === undefined ? 'istiod' : `istiod-${revision}`;
  const here = deployments.filter((each) => each.namespace === namespace && (each.name === 'istiod' || each.name.startsWith('istiod-')));
  const deployment = here.find(({ name }) => name === wanted) ?? (here.length === 1 ? here[0] : undefined);
  const containers = deployment?.spec?.template?.spec?.containers ?? [];
  const container = containers.find(({ name }) => name === 'discovery') ?? containers[0];
  if (container === undefined)
    return { flags: flagsOf(new Map()), flagsCertainty: 'assumed', ...(revision === undefined ? {} : { revision }) };
  const environment: ReadonlyMap<string, string> = container.env ?? new Map();
  const told = environment.get('REVISION') ?? revision;
  return {
    flags: flagsOf(environment),
    flagsCertainty: 'computed',
    ...(told === undefined ? {} : { revision: told === 'default' ? '' : told }),
  };
}
