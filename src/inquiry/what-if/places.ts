/** Where deciding fields stand: in the draft, or in the configuration beside it. */
import type { Inventory } from '../../istio/inventory';
import { positionsIn } from '../../istio/locate';
import { type Ref, refKey } from '../../istio/ref';
import type { Position } from '../../istio/source-document';
import type { Decision } from '../../policy/model';
import type { PlacedDecision } from './model';

export interface PlacesOfResources {
  readonly placed: (decision: Decision) => PlacedDecision;
  /** undefined = its text is not known. */
  readonly positionOf: (ref: Ref, path: string) => Position | undefined;
}

/** A resource that the draft removes is looked up in `before`. Each text is parsed once, when it is asked for. */
export function createPlaces(before: Inventory, after: Inventory, ofDraft: readonly Ref[]): PlacesOfResources {
  const drafted = new Set(ofDraft.map(refKey));
  const known = new Map<string, (path: string) => Position | undefined>();
  const positionOf = (ref: Ref, path: string): Position | undefined => {
    const key = refKey(ref);
    const resource = after.get(ref) ?? before.get(ref);
    if (resource === undefined || resource.origin.source.text === '') return undefined;
    const find = known.get(key) ?? positionsIn(resource.origin);
    known.set(key, find);
    return find(path);
  };
  return {
    positionOf,
    placed: (decision) => {
      const position = positionOf(decision.ref, decision.path ?? (decision.ref.kind === 'AuthorizationPolicy' ? 'spec.rules' : 'spec'));
      return { ...decision, ...(position !== undefined && { position }), ofDraft: drafted.has(refKey(decision.ref)) };
    },
  };
}
