/** Where the parts of a stream run: side by side out of the caller, then apart towards their versions. Scene pixels but for widths. Pure. */

import { PART_HEIGHT } from '../scene/node-size';
import type { SceneBand, SceneEdge, SceneNode } from '../scene/scene';
import { STREAM_STYLE, WIDTH_CLASSES } from '../scene/style-table';
import { border, type EdgePath, type Point } from './edge-geometry';
import { strokeScale } from './view';

/** The middle line of one band, before it is moved aside to its place in the stream. */
export interface BandPath {
  readonly edge: string;
  /** Index in the edge's bands. */
  readonly band: number;
  readonly path: EdgePath & { readonly control: Point };
}

export interface StreamPath {
  readonly id: string;
  /** Unit vector in which all bands leave. */
  readonly along: Point;
  /** From the left of that direction to the right, as their ends lie: they never cross. */
  readonly bands: readonly BandPath[];
}

/** The bend lies at this share of the way to the nearest end: later the parts would bow, earlier there would be no common part. */
const BEND = 0.48;
/** Below the last version row of a node (`paintNodes`). */
const BELOW_ROWS = 5;
/** Ends without a row of their own keep this share of the node's side. */
const SPREAD = 0.7;

interface Ending {
  readonly edge: SceneEdge;
  readonly band: number;
  readonly target: SceneNode;
  /** Of all bands that end at the target without a row. */
  readonly place: number;
  readonly row: number | undefined;
}

/** By stream; edges whose nodes are not drawn are left out. Depends on places, rows and who is there, never on shares. */
export function streamPaths(edges: readonly SceneEdge[], nodes: ReadonlyMap<string, SceneNode>): readonly StreamPath[] {
  const streams = new Map<string, { readonly source: SceneNode; readonly endings: Ending[] }>();
  for (const edge of edges) {
    const source = nodes.get(edge.source);
    const target = nodes.get(edge.target);
    if (edge.stream === undefined || source === undefined || target === undefined || source === target) continue;
    const { id, bands } = edge.stream;
    const known = streams.get(id) ?? { source, endings: [] };
    streams.set(id, known);
    for (const [band, { row }] of bands.entries()) known.endings.push({ edge, band, target, place: (band + 1) / (bands.length + 1), row });
  }
  return [...streams].map(([id, { source, endings }]) => streamPath(id, source, endings));
}

function streamPath(id: string, source: SceneNode, endings: readonly Ending[]): StreamPath {
  const centre = (field: 'x' | 'y') => endings.reduce((sum, { target }) => sum + target[field], 0) / Math.max(1, endings.length);
  const dx = centre('x') - source.x;
  const dy = centre('y') - source.y;
  const length = Math.hypot(dx, dy) || 1;
  const along = { x: dx / length, y: dy / length };
  const start = border(source, source, dx, dy);
  const ends = endings.map((ending) => ({ ending, end: ending.row === undefined ? undefined : rowEnd(ending, start) }));
  const aims = ends.map(({ ending: { target }, end }) => end ?? target);
  const reach = Math.min(...aims.map((aim) => (aim.x - start.x) * along.x + (aim.y - start.y) * along.y));
  const bend = Math.max(8, reach * BEND);
  const control = { x: start.x + along.x * bend, y: start.y + along.y * bend };
  const bands = ends
    .map(({ ending, end = sideEnd(ending, control) }) => ({
      edge: ending.edge.id,
      band: ending.band,
      path: { id: ending.edge.id, start, end, control, loop: false },
    }))
    .sort((a, b) => side(a, start, along) - side(b, start, along) || (a.edge < b.edge ? -1 : Number(a.edge > b.edge)) || a.band - b.band);
  return { id, along, bands };
}

/** How far to the right of the direction a band ends. */
const side = ({ path: { end } }: BandPath, start: Point, along: Point): number => along.x * (end.y - start.y) - along.y * (end.x - start.x);

/** At the height of the version's row, on the side that faces the caller. */
function rowEnd({ target, row = 0 }: Ending, from: Point): Point {
  const facing = from.x <= target.x ? -1 : 1;
  const first = target.y + target.height / 2 - target.parts.length * PART_HEIGHT - BELOW_ROWS;
  return { x: target.x + (facing * target.width) / 2, y: first + (row + 0.5) * PART_HEIGHT };
}

/** Where a node has no rows: in the middle, or several bands beside each other. */
function sideEnd({ target, edge, place }: Ending, from: Point): Point {
  const middle = border(target, target, from.x - target.x, from.y - target.y);
  if ((edge.stream?.bands.length ?? 1) < 2) return middle;
  const shift = (place - 0.5) * SPREAD;
  const upright = Math.abs(Math.abs(middle.x - target.x) - target.width / 2) < 0.5;
  return upright ? { x: middle.x, y: middle.y + shift * target.height } : { x: middle.x + shift * target.width, y: middle.y };
}

/** CSS pixels of a whole stream of that width class. A stream is never wider than a part of the node it leaves. */
export function streamPixels(width: number, zoom: number, sourceHeight: number): number {
  const pixels = (WIDTH_CLASSES[width - 1]?.pixels ?? 1) * STREAM_STYLE.times + STREAM_STYLE.plus;
  return Math.min(pixels * strokeScale(zoom) * zoom, Math.max(4, sourceHeight * zoom * 0.5));
}

export interface BandPlace {
  /** CSS pixels of the band's middle to the right of the stream's. */
  readonly aside: number;
  /** CSS pixels; all bands of a stream together are as wide as the stream. */
  readonly width: number;
}

/** Shares side by side, in order. Where nothing flows every band is a hairline, evenly spread. */
export function bandPlaces(bands: readonly Pick<SceneBand, 'share'>[], pixels: number): readonly BandPlace[] {
  const sum = bands.reduce((total, { share }) => total + share, 0);
  let before = 0;
  return bands.map(({ share }, index) => {
    if (sum <= 0) return { aside: ((index + 0.5) / bands.length - 0.5) * pixels, width: 0 };
    const width = (share / sum) * pixels;
    const aside = before + width / 2 - pixels / 2;
    before += width;
    return { aside, width };
  });
}
