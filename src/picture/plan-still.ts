/** Where everything of a still stands. Depends on the still alone: widths of texts are Inter's, not the machine's. */
import { type AbovePlan, planAbove } from '../paint/paint-above';
import { placeOf, type SceneGeometry, sceneBounds, sceneGeometry } from '../paint/scene-geometry';
import { TextFit } from '../paint/text-fit';
import { isVisible, type Rectangle, screenBox, type View } from '../paint/view';
import type { Scene } from '../scene/scene';
import { type Block, factsBlock, legendBlock, moved, notesBlock, paragraph, type StripLine, stacked, stripBlock } from './frame-blocks';
import { PALETTES, type Palette } from './palettes';
import type { Frame, FrameFact, Still, StillArea, StillScene, StillSize } from './still';
import { textWidth } from './text-width';

export interface PlannedMap {
  readonly scene: Scene;
  readonly geometry: SceneGeometry;
  readonly view: View;
  readonly above: AbovePlan;
  /** Top left corner in the picture. */
  readonly x: number;
  readonly y: number;
}

export interface StillPlan extends StillSize {
  readonly palette: Palette;
  readonly maps: readonly PlannedMap[];
  /** Everything written around the maps, in pixels of the frame. */
  readonly words: Block;
  /** Pixels of the picture a pixel of the frame: words of a very large picture are larger. */
  readonly unit: number;
}

const MARGIN = 24;
/** Narrower frames would break their words too often. */
const LEAST_WIDTH = 960;
const LEAST_MAP_HEIGHT = 240;
const BETWEEN_MAPS = 16;
/** Around the outermost boxes: names, loops and notes stand there. */
const AROUND = 40;
const CAPTION_ROOM = 26;
const BLOCK_GAP = 18;
/** Words grow with pictures wider than this many pixels, to at most so many times. */
const USUAL_WIDTH = 1800;
const MOST_UNIT = 2.5;

/** A map of the whole scene: the narrowest tenth of its nodes is so wide, as far as the map does not get larger than this. */
const NODE_WIDTH = 132;
const MOST_ZOOM = 1.15;
const LEAST_ZOOM = 0.04;
const MOST_MAP_SIDE = 8000;
/** Pixels that the text of a note takes at most. */
const MOST_NOTE = { width: 270, height: 76 };

export function planStill(given: Still): StillPlan {
  const still = { ...given, scenes: given.scenes.map((one) => ({ ...one, scene: inOrder(one.scene) })) };
  const palette = PALETTES[still.theme];
  const view = mapView(still);
  const drawn = still.scenes.map(({ scene }) => sceneGeometry(scene));
  const fit = new TextFit({ font: '', measureText: (text) => ({ width: textWidth('', text) }) }, textWidth);
  const count = still.scenes.length;
  const wide = count * view.width + (count - 1) * BETWEEN_MAPS;
  const unit = Math.max(1, Math.min(MOST_UNIT, wide / USUAL_WIDTH));
  const margin = still.frame === undefined ? 0 : MARGIN * unit;
  const inner = Math.max(wide, still.frame === undefined ? 0 : LEAST_WIDTH - 2 * MARGIN);
  // Where the words need more room than the map, the map gets it too.
  const shown = still.area === 'all' ? widened(view, (inner - (count - 1) * BETWEEN_MAPS) / count) : view;
  const above = still.scenes.map(({ scene }, index) =>
    planAbove(fit, { scene, geometry: drawn[index] ?? sceneGeometry(scene), view: shown, theme: palette, strip: 'outside' }),
  );
  const head = headOf(still.frame, still.area === 'all' ? [] : above.map(partFact), inner / unit);
  const captions = still.scenes.some(({ caption }) => caption !== undefined) ? CAPTION_ROOM * unit : 0;
  const top = margin + head.height * unit + (head.height > 0 ? BLOCK_GAP * unit : 0) + captions;
  const mapsWidth = count * shown.width + (count - 1) * BETWEEN_MAPS;
  const left = margin + (inner - mapsWidth) / 2;
  const maps = still.scenes.map(({ scene }, index): PlannedMap => {
    const plan = above[index];
    if (plan === undefined) throw new Error('every scene has a plan');
    const { geometry } = plan.input;
    return { scene, geometry, view: shown, above: plan, x: left + index * (shown.width + BETWEEN_MAPS), y: top };
  });
  const foot = footOf(still.frame, maps, inner / unit);
  const bottom = top + shown.height + (foot.height > 0 ? BLOCK_GAP * unit : 0);
  const at = (value: number): number => value / unit;
  const words = [moved(head, at(margin), at(margin)), ...captionBlocks(still.scenes, maps, unit), moved(foot, at(margin), at(bottom))];
  return {
    width: Math.ceil(inner + 2 * margin),
    height: Math.ceil(bottom + foot.height * unit + margin),
    palette,
    maps,
    words: { height: 0, items: words.flatMap(({ items }) => items) },
    unit,
  };
}

/** The order of an answer must not decide what lies over what. */
function inOrder(scene: Scene): Scene {
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : Number(a.id > b.id));
  return {
    ...scene,
    groups: [...scene.groups].sort((a, b) => a.depth - b.depth || byId(a, b)),
    nodes: [...scene.nodes].sort(byId),
    edges: [...scene.edges].sort(byId),
  };
}

/** Wider by as much on both sides. */
function widened(view: View, width: number): View {
  return width <= view.width ? view : { ...view, width, panX: view.panX + (width - view.width) / 2 };
}

function mapView({ scenes, area }: { readonly scenes: readonly StillScene[]; readonly area: StillArea }): View {
  if (area !== 'all') return area;
  const drawn = union(scenes.flatMap(({ scene }) => sceneBounds(scene) ?? []));
  if (drawn === undefined) return { zoom: 1, panX: 0, panY: 0, width: LEAST_WIDTH - 2 * MARGIN, height: LEAST_MAP_HEIGHT };
  const zoom = zoomFor(scenes, drawn);
  const bounds = union([drawn, ...scenes.flatMap(({ scene }) => noteBounds(scene, zoom))]) ?? drawn;
  const height = Math.max(LEAST_MAP_HEIGHT, bounds.height * zoom + 2 * AROUND);
  return {
    zoom,
    panX: AROUND - bounds.x * zoom,
    panY: (height - bounds.height * zoom) / 2 - bounds.y * zoom,
    width: Math.ceil(bounds.width * zoom + 2 * AROUND),
    height: Math.ceil(height),
  };
}

/** Texts of notes that were put somewhere, scene pixels: they may stand beside everything else. */
function noteBounds(scene: Scene, zoom: number): readonly Rectangle[] {
  const geometry = sceneGeometry(scene);
  const width = MOST_NOTE.width / zoom;
  const height = MOST_NOTE.height / zoom;
  return (scene.notes ?? []).flatMap(({ about, offset }) => {
    const place = about === undefined || offset === undefined ? undefined : placeOf(scene, geometry, about.id);
    if (place === undefined || offset === undefined) return [];
    return [{ x: place.x + offset.x - width / 2, y: place.y + offset.y - height / 2, width, height }];
  });
}

function zoomFor(scenes: readonly StillScene[], bounds: Rectangle): number {
  const widths = scenes.flatMap(({ scene }) => scene.nodes.map(({ width }) => width)).sort((a, b) => a - b);
  const narrow = widths[Math.floor(widths.length / 10)] ?? NODE_WIDTH;
  const largest = Math.max(bounds.width, bounds.height);
  return Math.max(LEAST_ZOOM, Math.min(MOST_ZOOM, NODE_WIDTH / narrow, MOST_MAP_SIDE / largest));
}

function union(boxes: readonly Rectangle[]): Rectangle | undefined {
  if (boxes.length === 0) return undefined;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

const NOTHING: Block = { height: 0, items: [] };

function headOf(frame: Frame | undefined, more: readonly FrameFact[], room: number): Block {
  if (frame === undefined) return NOTHING;
  return stacked([paragraph(frame.title, 'title', 'text', room), factsBlock([...frame.facts, ...more], room)], 8);
}

/** A viewport is not taken for the whole. */
function partFact({ input: { scene, view } }: AbovePlan): FrameFact {
  const within = scene.nodes.filter((node) => isVisible(view, screenBox(view, node))).length;
  return { name: 'Part', text: `viewport at ${Math.round(view.zoom * 100)} %: ${within} of ${scene.nodes.length} nodes` };
}

function captionBlocks(scenes: readonly StillScene[], maps: readonly PlannedMap[], unit: number): readonly Block[] {
  return scenes.flatMap(({ caption }, index) => {
    const map = maps[index];
    if (caption === undefined || map === undefined) return [];
    return [moved(paragraph(caption, 'heading', 'text', map.view.width / unit), map.x / unit, (map.y - CAPTION_ROOM * unit) / unit)];
  });
}

function footOf(frame: Frame | undefined, maps: readonly PlannedMap[], room: number): Block {
  if (frame === undefined) return NOTHING;
  const strip = maps.flatMap(stripLines);
  const headed = (title: string, block: Block): Block => stacked([paragraph(title, 'heading', 'text', room), block], 4);
  return stacked(
    [
      ...(strip.length === 0 ? [] : [headed('Worst calls whose numbers found no room on the map', stripBlock(strip, room))]),
      ...(frame.notes.length === 0 ? [] : [headed('Notes', notesBlock(frame.notes, room))]),
      ...(frame.legend.length === 0 ? [] : [headed('Legend', legendBlock(frame.legend, room))]),
      paragraph(frame.imprint, 'small', 'muted', room),
    ],
    BLOCK_GAP,
  );
}

/** What a map without a frame cannot list itself. */
export const worstWithoutRoom = (still: Still): readonly StripLine[] => planStill(still).maps.flatMap(stripLines);

function stripLines({ scene, above }: PlannedMap): readonly StripLine[] {
  const nodes = new Map(scene.nodes.map((node) => [node.id, node.label]));
  const edges = new Map(scene.edges.map((edge) => [edge.id, edge]));
  return (above.labels.strip?.rows ?? []).flatMap(({ id, rank, marked }): StripLine[] => {
    const edge = edges.get(id);
    if (edge === undefined) return [];
    const ends = `${nodes.get(edge.source) ?? ''} → ${nodes.get(edge.target) ?? ''}`;
    const loud = edge.labels.find(({ tone }) => tone !== 'ok');
    return [{ number: rank, marked, ends, texts: edge.labels.map(({ text }) => text).join(' · '), ink: loud?.tone ?? 'text' }];
  });
}
