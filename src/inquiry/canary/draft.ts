/** A split while it is put together: rules and shares, and who gets them. */
import type { RuleClient } from '../../policy/destination-rule-lookup';
import type { RouteRule, Routing } from '../../policy/model';
import type { Protocol } from '../../telemetry/rows';
import type { CanaryCaller, CanaryKind, Placed } from './model';
import type { SharedDestination } from './split-rules';

export interface Draft {
  /** As it is called. */
  readonly addressed: string;
  readonly kind: CanaryKind;
  readonly route: Placed & { readonly name?: string };
  readonly rules: readonly RouteRule[];
  /** `min` and `max` are 0 to 1; absent shares: nobody configured them. */
  readonly destinations: readonly SharedDestination[];
  readonly configured: boolean;
  readonly routing: Pick<Routing, 'kind' | 'because'>;
  readonly protocol: Protocol;
  readonly port?: number;
  /** Whose DestinationRules count: the first caller, or somebody in the route's namespace. */
  readonly client: RuleClient;
  readonly callers: Map<string, CanaryCaller>;
}
