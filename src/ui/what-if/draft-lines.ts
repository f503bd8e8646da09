/** Where in the draft a field of a resource stands. */

import type { DraftChange } from '../../inquiry/what-if/model';
import { type Ref, refKey } from '../../istio/ref';

const WRITTEN: ReadonlySet<DraftChange['does']> = new Set(['adds', 'replaces', 'same', 'refused']);

/** The line of the rule that holds one of the paths, else the first of the document; undefined = the draft does not write this resource. */
export function lineInDraft(changes: readonly DraftChange[], ref: Ref, paths: readonly string[]): number | undefined {
  const written = changes.findLast((change) => WRITTEN.has(change.does) && change.ref !== undefined && refKey(change.ref) === refKey(ref));
  if (written === undefined) return undefined;
  const rule = written.rules.find(({ path }) => paths.some((asked) => asked === path || asked.startsWith(`${path}.`)));
  return rule?.line ?? written.line;
}
