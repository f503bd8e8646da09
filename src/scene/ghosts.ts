/** What vanished within the window or is there at other moments of a span, as shapes of the scene: outlines without numbers, never counted. */
import type { EdgeId, MeshNode, NodeId } from '../mesh/model';
import { displayText } from './display-text';
import { nodeSize } from './node-size';
import type { SceneEdge, SceneNode } from './scene';
import { type Pins, SHAPE_OF } from './scene-node';

/** `sinceSeconds` is the first moment without the node (of what is yet to come: with it), Unix seconds. */
export interface GoneThings {
  readonly nodes: readonly { readonly id: NodeId; readonly node: MeshNode; readonly sinceSeconds: number; readonly yetToCome?: true }[];
  readonly edges: readonly { readonly id: EdgeId; readonly source: NodeId; readonly target: NodeId }[];
}

export interface GhostContext {
  readonly places: ReadonlyMap<string, { readonly x: number; readonly y: number }>;
  readonly pins: Pins | undefined;
  readonly selected: string | undefined;
  /** Minutes east of UTC of the clock that is shown. */
  readonly offsetMinutes: number;
}

/** "14:32" of the clock that is shown. */
export const clockText = (seconds: number, offsetMinutes: number): string =>
  new Date((seconds + offsetMinutes * 60) * 1000).toISOString().slice(11, 16);

export function ghostNodes({ nodes }: GoneThings, { places, pins, selected, offsetMinutes }: GhostContext): readonly SceneNode[] {
  return nodes.flatMap(({ id, node, sinceSeconds, yetToCome }): SceneNode[] => {
    const place = places.get(id);
    if (place === undefined) return [];
    const { x, y } = pins?.get(id) ?? place;
    return [
      {
        id,
        shape: SHAPE_OF[node.kind],
        label: displayText(node.name),
        detail: yetToCome === true ? 'not yet there' : `gone since ${clockText(sinceSeconds, offsetMinutes)}`,
        x,
        y,
        ...nodeSize(node),
        tone: 'idle',
        ghost: true,
        parts: [],
        selected: selected === id,
        faded: false,
      },
    ];
  });
}

/** Between what is drawn, ghosts or not. */
export function ghostEdges({ edges }: GoneThings, drawn: ReadonlySet<string>, selected: string | undefined): readonly SceneEdge[] {
  return edges
    .filter(({ source, target }) => drawn.has(source) && drawn.has(target))
    .map(({ id, source, target }) => ({
      id,
      source,
      target,
      tone: 'idle',
      line: 'short-dash',
      width: 1,
      ghost: true,
      labels: [],
      priority: 0,
      selected: selected === id,
      faded: false,
    }));
}
