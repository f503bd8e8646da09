/** What a route splits, as parts of one stream: which edge carries which share of it, observed and configured. */
import type { EdgeId, MeshNode, NodeId } from '../mesh/model';
import type { DrawnStream, DrawnStreamPart } from '../policy/drawn';
import { displayText } from './display-text';
import { MOST_PARTS } from './node-size';
import type { SceneBand, SceneNode } from './scene';
import { widthClass } from './style-table';

/** The parts of a stream that run on one edge. */
export interface EdgeSplit {
  readonly stream: DrawnStream;
  readonly edge: EdgeId;
  readonly target: NodeId;
  readonly parts: readonly EdgePart[];
}

export interface EdgePart {
  readonly part: DrawnStreamPart;
  /** Share of the stream that runs here, 0..1; undefined = nothing flows in the whole stream. */
  readonly share: number | undefined;
  /** Of the edges of a version the one that carries most: it says what the version as a whole gets. */
  readonly first: boolean;
}

/** 0..1 of the stream; undefined while nothing flows. */
export const observedShare = (stream: Pick<DrawnStream, 'perSecond'>, { perSecond }: { readonly perSecond: number }): number | undefined =>
  stream.perSecond > 0 ? perSecond / stream.perSecond : undefined;

/** Streams that can be told apart in the picture: their parts end at several nodes, or at an app with its versions. By edge; of two streams on one edge the busier. */
export function splitsByEdge(
  streams: readonly DrawnStream[] | undefined,
  nodes: ReadonlyMap<NodeId, Pick<MeshNode, 'kind' | 'parts'>>,
): ReadonlyMap<EdgeId, EdgeSplit> {
  const found = new Map<EdgeId, EdgeSplit>();
  for (const stream of streams ?? []) {
    const ends = stream.parts.flatMap((part) => part.ends.filter(({ target }) => nodes.has(target)));
    const targets = new Set(ends.map(({ target }) => target));
    const [only] = targets;
    const apart = targets.size > 1 || (only !== undefined && (nodes.get(only)?.parts?.length ?? 0) > 1);
    if (!apart || !nodes.has(stream.source)) continue;
    for (const edge of new Set(ends.map((end) => end.edge))) {
      const split = splitOn(stream, edge, nodes);
      const other = found.get(edge);
      if (split !== undefined && (other === undefined || other.stream.perSecond < stream.perSecond)) found.set(edge, split);
    }
  }
  return found;
}

function splitOn(stream: DrawnStream, edge: EdgeId, nodes: ReadonlyMap<NodeId, unknown>): EdgeSplit | undefined {
  const parts: EdgePart[] = [];
  let target: NodeId | undefined;
  for (const part of stream.parts) {
    const drawn = part.ends.filter((end) => nodes.has(end.target));
    const end = drawn.find((one) => one.edge === edge);
    if (end === undefined) continue;
    target = end.target;
    const most = drawn.reduce((best, one) => (one.perSecond > best.perSecond ? one : best), end);
    parts.push({ part, share: observedShare(stream, end), first: most.edge === edge });
  }
  return target === undefined ? undefined : { stream, edge, target, parts };
}

/** As plain data on the edge of the scene. `rows` are the versions written inside the target. */
export function sceneStream({ stream, parts }: EdgeSplit, target: Pick<SceneNode, 'parts'> | undefined) {
  const rows = target?.parts ?? [];
  const rowOf = (version: string): number | undefined => {
    if (rows.length === 0) return undefined;
    const row = rows.findIndex(({ label }) => label === displayText(version, 24));
    return row >= 0 ? row : MOST_PARTS - 1;
  };
  return {
    id: stream.id,
    width: widthClass({ requestsPerSecond: stream.perSecond }),
    bands: parts.map(({ part, share, first }): SceneBand => {
      const row = rowOf(part.version);
      return {
        share: rounded(share ?? 0),
        ...(first && part.configured !== undefined && { least: rounded(part.configured.least), most: rounded(part.configured.most) }),
        ...(row !== undefined && { row }),
      };
    }),
  };
}

/** Noise far below a pixel changes no scene. */
const rounded = (share: number): number => Math.round(share * 1000) / 1000;
