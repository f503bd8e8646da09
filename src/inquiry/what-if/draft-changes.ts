/** What each document of a draft does, in the words of the answer. */
import { type Ref, refKey, refOf, refText } from '../../istio/ref';
import { assertNever } from '../../lib/assert-never';
import type { ImaginedPolicies, PolicyResult } from '../../policy/evaluate-policies';
import type { Because } from '../../policy/model';
import type { ChangedInventory, EffectiveChange, JudgedDocument, JudgedRemoval } from './changed-inventory';
import { isGovernedOtherwise, isSameOutcome } from './diff-verdicts';
import type { DraftChange, VerdictDiff } from './model';
import type { PlacesOfResources } from './places';
import { rulesOf } from './rules-of-draft';
import { whyNothing } from './why-nothing';

/** Everything that was worked out; `sameWithout` tells whether all comes out the same when these changes are left out. */
export interface WorkedOut {
  readonly changed: ChangedInventory;
  readonly after: ImaginedPolicies;
  readonly before: PolicyResult;
  readonly diff: VerdictDiff;
  readonly places: PlacesOfResources;
  readonly sameWithout: (change: EffectiveChange) => boolean;
}

/** Documents beyond this many are not tried one by one. */
const MOST_TRIED = 8;

/** In the order written; removals last. `worked` is absent where nothing could be evaluated. */
export function draftChanges({ documents, removals, changes }: ChangedInventory, worked: WorkedOut | undefined): readonly DraftChange[] {
  const idle = worked === undefined ? new Map<string, readonly Because[]>() : idleChanges(changes, worked);
  return [
    ...documents.map((each) => ofDocument(each, idle, worked)),
    ...removals.map((each): DraftChange => {
      const why = idle.get(refKey(each.ref));
      return { does: each.does, says: removalText(each), ref: refOf(each.ref), rules: [], ...(why && { changesNothing: why }) };
    }),
  ];
}

function ofDocument(
  { document: { file, document, line, found }, does }: JudgedDocument,
  idle: ReadonlyMap<string, readonly Because[]>,
  worked: WorkedOut | undefined,
): DraftChange {
  const place = { file, document, line };
  if (!('resource' in found)) return { ...place, does, says: 'unread' in found ? found.unread : found.unreadable, rules: [] };
  const { resource } = found;
  const counts = does === 'adds' || does === 'replaces';
  const why = counts ? idle.get(refKey(resource)) : undefined;
  return {
    ...place,
    does,
    says: documentText(resource, does),
    ref: refOf(resource),
    rules: counts && worked !== undefined ? rulesOf(resource, worked.after, worked.places) : [],
    ...(why && { changesNothing: why }),
  };
}

function documentText(ref: Ref, does: JudgedDocument['does']): string {
  const name = refText(ref);
  switch (does) {
    case 'adds':
      return `Adds ${name}.`;
    case 'replaces':
      return `Replaces ${name}.`;
    case 'same':
      return `${name} is like this already: nothing changes.`;
    case 'refused':
      return `${name} would be refused, so what stands there now stays.`;
    case 'superseded':
      return `A later document or a removal is about ${name} as well, so this one does not count.`;
    case 'removes':
    case 'absent':
    case 'unread':
    case 'unreadable':
      return name;
    default:
      return assertNever(does);
  }
}

const removalText = ({ ref, does }: JudgedRemoval): string =>
  does === 'removes' ? `Removes ${refText(ref)}.` : `There is no ${refText(ref)} to remove.`;

/** Changes without which all would come out the same, with what stands in their way. */
function idleChanges(changes: readonly EffectiveChange[], worked: WorkedOut): ReadonlyMap<string, readonly Because[]> {
  const cited = citedRefs(worked);
  const uncited = changes.length === 1 ? [] : changes.filter(({ ref }) => !cited.has(refKey(ref)));
  const idle = isSameOutcome(worked.diff) ? changes : uncited.slice(0, MOST_TRIED).filter(worked.sameWithout);
  return new Map(idle.map((change) => [refKey(change.ref), reasonsOf(change, worked)]));
}

function reasonsOf({ ref, before, after }: EffectiveChange, worked: WorkedOut): readonly Because[] {
  if (after !== undefined) return whyNothing(after, worked.changed.inventory, worked.after);
  const sentence = 'No observed call and no workload comes out differently without it.';
  return [{ sentence, certainty: 'computed', ref: refOf(before ?? ref) }];
}

/** Resources that a change names as its reason. */
function citedRefs({ diff, after, before }: WorkedOut): ReadonlySet<string> {
  const refs: (Ref | undefined)[] = [
    ...diff.workloads
      .filter(isGovernedOtherwise)
      .flatMap(({ gains, loses, because }) => [...gains, ...loses, ...because.map(({ ref }) => ref)]),
    ...diff.moves.flatMap(({ ref, because }) => [ref, ...because.map((each) => each.ref)]),
    ...diff.calls.flatMap(({ call }) =>
      [before.calls.get(call), after.result.calls.get(call)].flatMap((policy) => [
        ...(policy?.authorization.because ?? []).map(({ ref }) => ref),
        ...(policy?.transport.because ?? []).map(({ ref }) => ref),
      ]),
    ),
  ];
  return new Set(refs.filter((ref) => ref !== undefined).map(refKey));
}
