/** Questions to the authorization engine in few words: policies as YAML, and what differs from a plain call between two sidecars. */
import { createInventory, type Inventory } from '../istio/inventory';
import { ISTIOD_FLAGS, type IstiodFlags } from '../istio/istiod-flags';
import { readDocuments } from '../istio/read-documents';
import type { Resource } from '../istio/resources/resource';
import type { AttachmentSubject } from '../policy/attachment/subject';
import { createPolicyBindings } from '../policy/authorization/policy-bindings';
import type {
  AuthorizationMesh,
  AuthorizationQuestion,
  CallConnection,
  CallDestination,
  CallSource,
} from '../policy/authorization/question';

export const plainMesh: AuthorizationMesh = {
  rootNamespace: 'istio-system',
  trustDomain: 'cluster.local',
  trustDomainAliases: [],
  flags: ISTIOD_FLAGS,
};

export function withFlags(flags: Partial<IstiodFlags>): AuthorizationMesh {
  return { ...plainMesh, flags: { ...ISTIOD_FLAGS, ...flags } };
}

/** Documents of YAML as resources, rejected ones too. */
export function resourcesOf(yaml: string): readonly Resource[] {
  return readDocuments('test.yaml', yaml).flatMap((each) => (each.outcome === 'read' ? [each.resource] : []));
}

/** One AuthorizationPolicy of `apps`; `spec` is YAML in flow style. */
export function policyYaml(name: string, spec: string, { namespace = 'apps', dryRun = false } = {}): string {
  const annotations = dryRun ? ', annotations: {istio.io/dry-run: "true"}' : '';
  return `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: ${name}, namespace: ${namespace}${annotations}}\nspec: ${spec}\n`;
}

export function inventoryOf(...yaml: readonly string[]): Inventory {
  return createInventory(resourcesOf(yaml.join('---\n')));
}

export const web: AttachmentSubject = { namespace: 'apps', labels: new Map([['app', 'web']]), role: 'workload', services: [] };

interface Changes {
  readonly mesh?: AuthorizationMesh;
  readonly inventory?: Inventory;
  readonly source?: Partial<CallSource>;
  readonly destination?: Partial<CallDestination>;
  readonly connection?: Partial<CallConnection>;
  readonly request?: AuthorizationQuestion['request'];
  readonly strict?: AuthorizationQuestion['strict'];
  readonly refusedByMtls?: AuthorizationQuestion['refusedByMtls'];
}

/** `shop/client` calls port 80 → 8080 of `apps/web` by the service `web`, over HTTP. */
export function questionOf(policies: readonly string[], changes: Changes = {}): AuthorizationQuestion {
  const { mesh = plainMesh, inventory = inventoryOf(...policies), strict, refusedByMtls } = changes;
  return {
    mesh,
    bindings: createPolicyBindings(inventory, mesh),
    source: { dataplane: 'sidecar', principal: 'cluster.local/ns/shop/sa/client', ...changes.source },
    destination: {
      workload: 'web',
      subject: web,
      dataplane: 'sidecar',
      service: { kind: 'Service', namespace: 'apps', name: 'web' },
      addressedBy: 'service',
      waypoint: null,
      ingressUsesWaypoint: 'F',
      ...changes.destination,
    },
    connection: { workloadPort: 8080, servicePort: 80, protocol: 'http', ...changes.connection },
    request: changes.request ?? {},
    ...(strict === undefined ? {} : { strict }),
    ...(refusedByMtls === undefined ? {} : { refusedByMtls }),
  };
}
