/** What find, hide and focus of a view mean in one picture. Asks nobody: all of it is in the mesh and the policies at hand. */
import { type Focus, partInFocus } from '../mesh/focus';
import type { MeshPart } from '../mesh/mesh-part';
import type { Mesh } from '../mesh/model';
import type { SceneView } from '../scene/build-scene';
import type { Picture } from '../worker/messages';
import type { ViewState } from './view-state';

export interface Matches {
  /** What the focus keeps; undefined without a focus, or when what it is about is not in the picture. */
  readonly focus: MeshPart | undefined;
}

export const NO_MATCHES: Matches = { focus: undefined };

/** Remembers its last answers: a change of the selection or of a label matches nothing anew. */
export function createMatcher(): (picture: Picture, view: ViewState) => Matches {
  const focusOf = rememberLast((mesh: Mesh, focus: Focus | undefined) => (focus === undefined ? undefined : partInFocus(mesh, focus)));
  const answer = rememberLast((focus: MeshPart | undefined): Matches => ({ focus }));
  return ({ mesh }, view) => answer(focusOf(mesh, view.focus));
}

/** What the scene is told of it. */
export function emphasisOf(mesh: Mesh, { focus }: Matches): Pick<SceneView, 'dimmed' | 'removed' | 'found'> {
  return focus === undefined ? {} : { removed: everythingBut(mesh, focus) };
}

function everythingBut(mesh: Mesh, kept: MeshPart): MeshPart {
  return {
    nodes: new Set(mesh.nodes.filter(({ id }) => !kept.nodes.has(id)).map(({ id }) => id)),
    edges: new Set(mesh.edges.filter(({ id }) => !kept.edges.has(id)).map(({ id }) => id)),
  };
}

/** Answers again without work while every argument is the one of last time. */
function rememberLast<Arguments extends readonly unknown[], Result>(
  work: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
  let last: { readonly given: Arguments; readonly result: Result } | undefined;
  return (...given) => {
    if (last === undefined || last.given.some((one, index) => one !== given[index])) last = { given, result: work(...given) };
    return last.result;
  };
}
