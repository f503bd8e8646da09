/** What find, hide and focus of a view mean in one picture. Asks nobody: all of it is in the mesh and the policies at hand. */
import type { ExpressionError } from '../expression/expression';
import { matchExpression } from '../expression/match-expression';
import { parseExpression } from '../expression/parse-expression';
import { type Focus, partInFocus } from '../mesh/focus';
import type { MeshPart } from '../mesh/mesh-part';
import type { Mesh } from '../mesh/model';
import type { DrawnPolicies } from '../policy/drawn';
import { unionMesh } from '../scene/difference';
import type { Picture } from '../worker/messages';
import { differenceShown } from './difference-shown';
import type { HideMode, ViewState } from './view-state';

/** What an expression means in the picture, or what is wrong with it. */
export type Answer =
  | {
      readonly ok: true;
      readonly part: MeshPart;
      /** Operands that nothing can be said about without configuration. */
      readonly unjudged: readonly string[];
    }
  | { readonly ok: false; readonly error: ExpressionError };

export interface Matches {
  /** undefined while nothing is looked for. */
  readonly find: Answer | undefined;
  /** undefined while nothing is hidden. */
  readonly hide: Answer | undefined;
  /** What the focus keeps; undefined without a focus, or when what it is about is not in the picture. */
  readonly focus: MeshPart | undefined;
  /** Hidden, or outside the focus; edges at a removed node are not listed. */
  readonly removed: MeshPart | undefined;
  readonly dimmed: MeshPart | undefined;
}

export const NO_MATCHES: Matches = { find: undefined, hide: undefined, focus: undefined, removed: undefined, dimmed: undefined };

/** Remembers its last answers: a change of the selection or of a label matches nothing anew. */
export function createMatcher(): (picture: Picture, view: ViewState) => Matches {
  const find = rememberLast(answerTo);
  const hide = rememberLast(answerTo);
  const focusOf = rememberLast((mesh: Mesh, focus: Focus | undefined) => (focus === undefined ? undefined : partInFocus(mesh, focus)));
  const compose = rememberLast(composed);
  const unite = rememberLast(unionMesh);
  return (picture, view) => {
    const { policies } = picture;
    // What a difference draws of the moment before can be found and hidden like all else.
    const mesh = unite(picture.mesh, differenceShown({ picture, view })?.removed);
    const found = find(view.find, mesh, policies, view.namespaces);
    const hidden = hide(view.hide, mesh, policies, view.namespaces);
    return compose(mesh, found, hidden, view.hideMode, focusOf(mesh, view.focus));
  };
}

/** undefined for an empty text. */
export function answerTo(text: string, mesh: Mesh, policies: DrawnPolicies | undefined, namespaces: readonly string[]): Answer | undefined {
  if (text.trim() === '') return undefined;
  const parsed = parseExpression(text);
  if (!parsed.ok) return { ok: false, error: parsed.error };
  const { nodes, edges, unjudged } = matchExpression(parsed.value, { mesh, policies, namespaces });
  return { ok: true, part: { nodes, edges }, unjudged };
}

function composed(mesh: Mesh, find: Answer | undefined, hide: Answer | undefined, mode: HideMode, focus: MeshPart | undefined): Matches {
  const hidden = hide?.ok === true ? hide.part : undefined;
  const removed = [mode === 'remove' ? hidden : undefined, focus === undefined ? undefined : everythingBut(mesh, focus)];
  return { find, hide, focus, removed: joined(removed), dimmed: mode === 'dim' ? hidden : undefined };
}

function joined(parts: readonly (MeshPart | undefined)[]): MeshPart | undefined {
  const given = parts.filter((part) => part !== undefined);
  if (given.length === 0) return undefined;
  return { nodes: new Set(given.flatMap(({ nodes }) => [...nodes])), edges: new Set(given.flatMap(({ edges }) => [...edges])) };
}

function everythingBut(mesh: Mesh, kept: MeshPart): MeshPart {
  return {
    nodes: new Set(mesh.nodes.filter(({ id }) => !kept.nodes.has(id)).map(({ id }) => id)),
    edges: new Set(mesh.edges.filter(({ id }) => !kept.edges.has(id)).map(({ id }) => id)),
  };
}

/** Answers again without work while every argument is the one of last time. */
function rememberLast<Arguments extends readonly unknown[], Answered>(
  work: (...given: Arguments) => Answered,
): (...given: Arguments) => Answered {
  let last: { readonly given: Arguments; readonly answered: Answered } | undefined;
  return (...given) => {
    if (last === undefined || last.given.some((one, index) => one !== given[index])) last = { given, answered: work(...given) };
    return last.answered;
  };
}
