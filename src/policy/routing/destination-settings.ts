/** What a DestinationRule adds to a destination: labels of its subset, and limits (docs/policies.md §4.2). */
import type { Inventory } from '../../istio/inventory';
import type { Labels } from '../../istio/labels';
import type { Ref } from '../../istio/ref';
import type { OutlierDetection } from '../../istio/resources/destination-rule-fields';
import type { DestinationRuleLookup } from '../destination-rule-lookup';
import type { AppliedDestinationRule } from '../destination-rule-merge';
import type { TrafficLimits } from '../model';
import { trafficSettings } from '../traffic-settings';
import type { RoutingClient } from './routing-question';
import { seconds } from './seconds';

export interface Destination {
  readonly host: string;
  readonly port?: number;
  readonly subset?: string;
  /** Namespace of the service, where one is known. */
  readonly namespace?: string;
}

/** `missing` = the proxy has no cluster for it; `unknown` = no DestinationRule was given at all. */
export type SubsetAnswer =
  | {
      readonly state: 'defined';
      readonly labels: Labels;
      readonly ref: Ref;
      readonly path: string;
      /** Another rule may apply as well: ages or labels that decide are not known. */
      readonly uncertain?: true;
    }
  | { readonly state: 'missing'; readonly rule?: Ref }
  | { readonly state: 'unknown' };

export interface DestinationSettings {
  readonly subset: (client: RoutingClient, to: Destination & { readonly subset: string }) => SubsetAnswer;
  /** Circuit breakers and outlier detection, with the fields they come from. */
  readonly limits: (client: RoutingClient, to: Destination) => readonly TrafficLimits[];
}

export function createDestinationSettings(lookup: DestinationRuleLookup, inventory: Inventory): DestinationSettings {
  const find = (client: RoutingClient, { host, namespace }: Destination) => lookup.find(client, host, namespace).rule;
  return {
    subset: (client, to) => {
      const { rule, alternatives } = lookup.find(client, to.host, to.namespace);
      const found = rule?.subsets.get(to.subset);
      const uncertain = alternatives.length > 0 ? { uncertain: true as const } : {};
      if (found !== undefined) return { state: 'defined', labels: found.labels, ref: found.ref, path: found.path, ...uncertain };
      if (alternatives.some((each) => each?.subsets.has(to.subset))) return { state: 'unknown' };
      if (rule === undefined && !inventory.knows('DestinationRule')) return { state: 'unknown' };
      const [ref] = rule?.refs ?? [];
      return { state: 'missing', ...(ref === undefined ? {} : { rule: ref }) };
    },
    limits: (client, to) => {
      const rule = find(client, to);
      return rule === undefined ? [] : limitsOf(rule, to);
    },
  };
}

function limitsOf(rule: AppliedDestinationRule, { port, subset }: Destination): readonly TrafficLimits[] {
  const { connectionPool: pool, outlierDetection: outliers } = trafficSettings(rule, subset, port);
  const limits: TrafficLimits[] = [];
  if (pool !== undefined) {
    const { tcp, http } = pool.value;
    const limit = {
      ref: pool.ref,
      path: pool.path,
      ...(tcp?.maxConnections === undefined ? {} : { maxConnections: tcp.maxConnections }),
      ...(http?.http1MaxPendingRequests === undefined ? {} : { maxPendingRequests: http.http1MaxPendingRequests }),
      ...(http?.http2MaxRequests === undefined ? {} : { maxRequests: http.http2MaxRequests }),
      ...(http?.maxRetries === undefined ? {} : { maxRetries: http.maxRetries }),
    };
    if (Object.keys(limit).length > 2) limits.push(limit);
  }
  if (outliers !== undefined) limits.push({ ref: outliers.ref, path: outliers.path, outlierDetection: ejectionOf(outliers.value) });
  return limits;
}

function ejectionOf(found: OutlierDetection): NonNullable<TrafficLimits['outlierDetection']> {
  return {
    consecutiveErrors: found.consecutive5xxErrors ?? found.consecutiveGatewayErrors ?? found.consecutiveErrors ?? 5,
    intervalSeconds: seconds(found.interval) ?? 10,
    baseEjectionSeconds: seconds(found.baseEjectionTime) ?? 30,
  };
}
