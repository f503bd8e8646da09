/** What vanished within the window or is there at other moments of a span or a comparison, as shapes of the scene: outlines without numbers, never counted. */
import { isoText } from '../lib/range-text';
import type { EdgeId, MeshNode, NodeId } from '../mesh/model';
import { displayText } from './display-text';
import { nodeSize } from './node-size';
import type { SceneEdge, SceneNode } from './scene';
import { type Pins, SHAPE_OF } from './scene-node';

/** When a thing was there that this picture has not. */
export interface Absence {
  /** Unix seconds. The first moment without it; of what is yet to come, or what the other compared moment has, the first known one with it. */
  readonly sinceSeconds: number;
  /** A later moment of the loaded span has it, no earlier one does. */
  readonly yetToCome?: true;
  /** Of two compared moments the other one has it; when it came or went between them nobody knows. */
  readonly onlyAt?: 'A' | 'B';
}

export interface GoneThings {
  readonly nodes: readonly (Absence & { readonly id: NodeId; readonly node: MeshNode })[];
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
export const shortClockText = (seconds: number, offsetMinutes: number): string => isoText(seconds + offsetMinutes * 60).slice(11, 16);

/** "not yet there", "gone since 14:32", "at B only". */
function absenceText({ sinceSeconds, yetToCome, onlyAt }: Absence, offsetMinutes: number): string {
  if (onlyAt !== undefined) return `at ${onlyAt} only`;
  return yetToCome === true ? 'not yet there' : `gone since ${shortClockText(sinceSeconds, offsetMinutes)}`;
}

export function ghostNodes({ nodes }: GoneThings, { places, pins, selected, offsetMinutes }: GhostContext): readonly SceneNode[] {
  return nodes.flatMap(({ id, node, ...absent }): SceneNode[] => {
    const place = places.get(id);
    if (place === undefined) return [];
    const { x, y } = pins?.get(id) ?? place;
    return [
      {
        id,
        shape: SHAPE_OF[node.kind],
        label: displayText(node.name),
        detail: absenceText(absent, offsetMinutes),
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
