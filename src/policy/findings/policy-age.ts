/** Whether traffic of the window can be held against a policy at all: only what flowed after its newest change can (docs/policies.md §2.8). */
import type { Inventory } from '../../istio/inventory';
import { type Ref, refOf, refText } from '../../istio/ref';
import { isKindName } from '../../istio/resources/index';
import type { Resource } from '../../istio/resources/resource';
import type { Because } from '../model';

/** undefined = not among the resources, or of a kind that is not read. */
export function resourceOf(inventory: Inventory, { kind, namespace, name }: Ref): Resource | undefined {
  return isKindName(kind) ? inventory.find(kind, namespace, name) : undefined;
}

/**
 * - `older`: all deciding policies are older than the window, or nothing was decided by one;
 * - `inside`: the newest was created while the window ran, so some of the traffic came before it;
 * - `untold`: a file without creation time.
 */
export type PolicyAge = { readonly age: 'older' } | { readonly age: 'inside' | 'untold'; readonly because: Because };

/** `span` in Unix seconds. Resources that are not there say nothing; one without creation time makes it `untold`. */
export function policyAge(
  inventory: Inventory,
  refs: readonly Ref[],
  span: { readonly fromSeconds: number; readonly toSeconds: number },
): PolicyAge {
  let newest: Resource | undefined;
  for (const ref of refs) {
    const resource = resourceOf(inventory, ref);
    if (resource === undefined) continue;
    if (resource.createdSeconds === undefined)
      return {
        age: 'untold',
        because: { sentence: `${refText(resource)} has no creation time: it may be newer than the traffic.`, certainty: 'assumed', ref },
      };
    if (resource.createdSeconds > (newest?.createdSeconds ?? Number.NEGATIVE_INFINITY)) newest = resource;
  }
  if (newest?.createdSeconds === undefined || newest.createdSeconds <= span.fromSeconds) return { age: 'older' };
  const seconds = Math.max(0, Math.round(span.toSeconds - newest.createdSeconds));
  return {
    age: 'inside',
    because: {
      sentence: `${refText(newest)} is ${seconds} s old: some of this traffic came before it.`,
      certainty: 'computed',
      ref: refOf(newest),
      path: 'metadata.creationTimestamp',
    },
  };
}
