/** The only paths the proxies let through: what Seamark reads, nothing that writes, executes or tells secrets. */

/** What may be done with a path below `/api/prometheus` or `/api/kubernetes`. */
export type Permission = 'allowed' | 'wrong-method' | 'unknown';

interface Endpoint {
  readonly path: RegExp;
  readonly methods: readonly string[];
}

const readOrForm = ['GET', 'POST'];
const readOnly = ['GET'];

/** Prometheus HTTP API v1; POST only where it is the long form of a read. */
const prometheusEndpoints: readonly Endpoint[] = [
  {
    path: /^\/api\/v1\/(query|query_range|series|labels)$/,
    methods: readOrForm,
  },
  {
    path: /^\/api\/v1\/label\/[A-Za-z_][A-Za-z0-9_]*\/values$/,
    methods: readOnly,
  },
  { path: /^\/api\/v1\/(metadata|status\/buildinfo)$/, methods: readOnly },
  { path: /^\/-\/ready$/, methods: readOnly },
];

const kubernetesName = '[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?';
const coreResources = '(?:namespaces|pods|services|serviceaccounts|endpoints|configmaps)';
const namedGroups =
  '(?:apps|batch|(?:discovery|gateway\\.networking)\\.k8s\\.io|(?:extensions|networking|security|telemetry)\\.istio\\.io)';
const scope = `(?:/namespaces/${kubernetesName})?`;

/** Lists, single objects and discovery. No subresource (logs, exec, proxy) and no Secret. */
const kubernetesEndpoints: readonly Endpoint[] = [
  { path: /^\/(version|api|apis|api\/v1)$/, methods: readOnly },
  {
    path: new RegExp(`^/api/v1${scope}/${coreResources}(?:/${kubernetesName})?$`),
    methods: readOnly,
  },
  {
    path: new RegExp(`^/apis/${namedGroups}(?:/v[a-z0-9]+(?:${scope}/[a-z]+(?:/${kubernetesName})?)?)?$`),
    methods: readOnly,
  },
];

function permission(endpoints: readonly Endpoint[], method: string, path: string): Permission {
  const endpoint = endpoints.find((each) => each.path.test(path));
  if (endpoint === undefined) return 'unknown';
  return endpoint.methods.includes(method) ? 'allowed' : 'wrong-method';
}

/** `path` is taken as it stands in the request line: encoded slashes and dots match nothing, so they never reach the server behind. */
export function prometheusPermission(method: string, path: string): Permission {
  return permission(prometheusEndpoints, method, path);
}

export function kubernetesPermission(method: string, path: string): Permission {
  return permission(kubernetesEndpoints, method, path);
}
