/** The settings of a DestinationRule that count for one subset and one port (docs/policies.md §4.2). */
import type { TrafficPolicy } from '../istio/resources/destination-rule-fields';
import type { AppliedDestinationRule, Placed } from './destination-rule-merge';

type Present<K extends keyof TrafficPolicy> = Placed<NonNullable<TrafficPolicy[K]>>;

/** Each with the place it comes from; absent = Istio's default. */
export type TrafficSettings = { readonly [K in Exclude<keyof TrafficPolicy, 'portLevelSettings'>]?: Present<K> };

/** A port's entry has these and no others. */
const PORT_FIELDS = ['loadBalancer', 'connectionPool', 'outlierDetection', 'tls'] as const;
const ALL_FIELDS = [...PORT_FIELDS, 'tunnel', 'proxyProtocol', 'retryBudget'] as const;

function pick(
  policy: Placed<TrafficPolicy>,
  path: string,
  fields: readonly (keyof TrafficSettings)[],
  from: TrafficPolicy,
): TrafficSettings {
  const present = fields.flatMap((field) => {
    const value = from[field];
    return value === undefined ? [] : [[field, { value, ref: policy.ref, path: `${path}.${field}` }] as const];
  });
  return Object.fromEntries(present) as TrafficSettings;
}

/** The entry of `portLevelSettings` for a service port, which stands for the whole policy there: no field is inherited. */
function portEntry(policy: Placed<TrafficPolicy>, port: number | undefined): TrafficSettings | undefined {
  const entries = policy.value.portLevelSettings ?? [];
  const index = port === undefined ? -1 : entries.findIndex((entry) => entry.port?.number === port);
  const entry = entries[index];
  return entry === undefined ? undefined : pick(policy, `${policy.path}.portLevelSettings[${index}]`, PORT_FIELDS, entry);
}

/** Of one policy alone. */
function ownSettings(policy: Placed<TrafficPolicy> | undefined, port: number | undefined): TrafficSettings {
  if (policy === undefined) return {};
  return portEntry(policy, port) ?? pick(policy, policy.path, ALL_FIELDS, policy.value);
}

/**
 * Top-level policy, replaced by its entry for the port; over it, field by field, the policy of the subset, or the subset's entry for the
 * port, which replaces all that such an entry can have. A subset that the rule does not define has the top-level settings here.
 */
export function trafficSettings(rule: AppliedDestinationRule, subset: string | undefined, port: number | undefined): TrafficSettings {
  const top = ownSettings(rule.trafficPolicy, port);
  const policy = subset === undefined ? undefined : rule.subsets.get(subset)?.trafficPolicy;
  if (policy === undefined) return top;
  const entry = portEntry(policy, port);
  if (entry === undefined) return { ...top, ...ownSettings(policy, port) };
  const { loadBalancer: _, connectionPool: __, outlierDetection: ___, tls: ____, ...kept } = top;
  return { ...kept, ...entry };
}

/** Service ports that have settings of their own, in the top-level policy or the subset's. */
export function portsWithSettings(rule: AppliedDestinationRule, subset: string | undefined): readonly number[] {
  const policies = [rule.trafficPolicy, subset === undefined ? undefined : rule.subsets.get(subset)?.trafficPolicy];
  const ports = policies.flatMap((policy) => (policy?.value.portLevelSettings ?? []).flatMap(({ port }) => port?.number ?? []));
  return [...new Set(ports)];
}
