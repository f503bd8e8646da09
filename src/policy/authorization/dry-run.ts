/** Whether a policy only watches (docs/policies.md §2.7). */
import type { AuthorizationPolicy } from '../../istio/resources/authorization-policy';

/** As Go's ParseBool reads the annotation. */
export function isDryRun({ annotations }: AuthorizationPolicy): boolean {
  const value = annotations.get('istio.io/dry-run');
  return value !== undefined && /^(1|t|T|TRUE|true|True)$/.test(value);
}
