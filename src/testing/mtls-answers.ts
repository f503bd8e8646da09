/** Resources in a small notation, and the answers of policy/mtls about them, for tests. */
import { createInventory } from '../istio/inventory';
import { flagsOf } from '../istio/istiod-flags';
import { readDocuments } from '../istio/read-documents';
import type { Resource } from '../istio/resources/resource';
import { createDestinationRuleLookup } from '../policy/destination-rule-lookup';
import { createTransports } from '../policy/mtls/edge-transport';
import { createServerModes } from '../policy/mtls/server-mtls';

export const MESH = {
  certainty: 'computed',
  rootNamespace: 'istio-system',
  enableAutoMtls: true,
  defaultDestinationRuleExportTo: ['*'],
  flags: flagsOf(new Map()),
} as const;

/** `seconds` = its age: the smaller the older; absent = no creationTimestamp. */
export function peerAuthentication(namespace: string, name: string, spec: string, seconds?: number): string {
  return document('security.istio.io/v1', 'PeerAuthentication', namespace, name, spec, seconds);
}

export function destinationRule(namespace: string, name: string, spec: string, seconds?: number): string {
  return document('networking.istio.io/v1', 'DestinationRule', namespace, name, spec, seconds);
}

function document(apiVersion: string, kind: string, namespace: string, name: string, spec: string, seconds?: number): string {
  const age = seconds === undefined ? '' : `, creationTimestamp: '2024-01-01T00:00:${String(seconds).padStart(2, '0')}Z'`;
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ${namespace}${age}}\nspec: ${spec}\n`;
}

export function resourcesOf(documents: readonly string[]): readonly Resource[] {
  return readDocuments('a.yaml', documents.join('---\n')).flatMap((each) => (each.outcome === 'read' ? [each.resource] : []));
}

export function answersFor(resources: Iterable<Resource>, mesh: Partial<{ enableAutoMtls: boolean; flags: typeof MESH.flags }> = {}) {
  const all = { ...MESH, ...mesh };
  const inventory = createInventory(resources);
  const modes = createServerModes(inventory, all);
  return { modes, ...createTransports(createDestinationRuleLookup(inventory, all), modes, all) };
}
