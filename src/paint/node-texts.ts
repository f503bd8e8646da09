/** What is written at the head of a node's box, and where: its name first. Pure; units are CSS pixels. */
import { PART_HEIGHT } from '../scene/node-size';
import type { SceneNode, Tone } from '../scene/scene';
import type { Box } from './place-labels';
import type { TextFit } from './text-fit';
import type { Theme } from './theme';
import { screenBox, type View } from './view';

/** No text is smaller than this many CSS pixels. */
const LEAST_TEXT = 10;
/** About the width of a bold letter of that size. */
const LEAST_LETTER = 6.6;
const NAME_PIXELS = 13;
const DETAIL_PIXELS = 11;
const CLOSED_NAME_PIXELS = [14, 12, 10.5] as const;
const CLOSED_PIXELS = 11.5;
const CLOSED_LINE = 17;

export interface TextRoom {
  readonly fit: TextFit;
  readonly theme: Theme;
  readonly view: View;
}

export interface NodeText {
  readonly text: string;
  readonly font: string;
  readonly pixels: number;
  readonly ink: 'name' | 'muted' | Tone;
  /** Its middle. */
  readonly x: number;
  readonly y: number;
}

const isSick = (node: SceneNode): boolean => node.tone === 'warn' || node.tone === 'fail' || node.tone === 'denied';

const sizeAt = (pixels: number, zoom: number): number =>
  Math.round(Math.min(pixels * 1.5, Math.max(LEAST_TEXT + 0.5, pixels * zoom)) * 2) / 2;

export const detailSizeAt = (zoom: number): number => sizeAt(DETAIL_PIXELS, zoom);

/** Whether a node's box on the screen can hold its name; if not, the name may stand beside it. */
export function holdsName(node: SceneNode, view: View): boolean {
  const head = (node.height - node.parts.length * PART_HEIGHT) * view.zoom;
  const width = node.width * view.zoom;
  return head >= LEAST_TEXT + 3 && (width >= 60 || node.label.length * LEAST_LETTER + 8 <= width);
}

/** What is left of the box above its version rows. */
export function headHeight({ parts, height }: SceneNode, zoom: number): number {
  return height * zoom - parts.length * PART_HEIGHT * zoom - (parts.length > 0 ? 5 * zoom : 0);
}

/** The lines of a box that holds its name, cut to its width; the name, if any of it fits, comes first. */
export function nodeTexts(room: TextRoom, node: SceneNode): readonly NodeText[] {
  const box = screenBox(room.view, node);
  const lines = node.shape === 'group' ? closedLines(room, node, box) : openLines(room, node, box);
  const width = box.width - (node.shape === 'group' ? 10 : 8);
  return lines.flatMap((line): readonly NodeText[] => {
    room.fit.use(line.font);
    const text = room.fit.fit(line.text, width);
    return text === '' ? [] : [{ ...line, text }];
  });
}

/** Around the letters of a name that stands in its box; undefined where none does. */
export function nameBox(room: TextRoom, node: SceneNode): Box | undefined {
  const name = holdsName(node, room.view) ? nodeTexts(room, node).find(({ ink }) => ink === 'name') : undefined;
  if (name === undefined) return undefined;
  room.fit.use(name.font);
  const width = room.fit.width(name.text);
  return { x: name.x - width / 2, y: name.y - name.pixels / 2, width, height: name.pixels };
}

/** Name and detail of an ordinary node. */
function openLines({ theme, view }: TextRoom, node: SceneNode, box: Box): readonly NodeText[] {
  const nameSize = sizeAt(NAME_PIXELS, view.zoom);
  const detailSize = detailSizeAt(view.zoom);
  const head = headHeight(node, view.zoom);
  const x = box.x + box.width / 2;
  const two = node.detail !== undefined && head >= nameSize + detailSize + 7;
  const y = box.y + head / 2 - (two ? detailSize * 0.62 : 0);
  const name: NodeText = { text: node.label, font: `600 ${nameSize}px ${theme.fontFamily}`, pixels: nameSize, ink: 'name', x, y };
  if (!two || node.detail === undefined) return [name];
  const below = { x, y: y + nameSize * 0.5 + detailSize * 0.75 };
  const font = `400 ${detailSize}px ${theme.fontFamily}`;
  return [name, { text: node.detail, font, pixels: detailSize, ink: isSick(node) ? node.tone : 'muted', ...below }];
}

/** The largest of three sizes that holds the whole name. */
function closedNamePixels({ fit, theme }: TextRoom, name: string, width: number): number {
  const holding = CLOSED_NAME_PIXELS.find((pixels) => {
    fit.use(closedNameFont(pixels, theme));
    return fit.width(name) <= width;
  });
  return holding ?? Math.min(...CLOSED_NAME_PIXELS);
}

const closedNameFont = (pixels: number, theme: Theme): string => `650 ${pixels}px ${theme.fontFamily}`;

/** A closed group: name, member count and how many are sick, at constant size. */
function closedLines(room: TextRoom, node: SceneNode, box: Box): readonly NodeText[] {
  const { theme } = room;
  const pixels = closedNamePixels(room, node.label, box.width - 10);
  const most = Math.max(1, Math.floor((box.height - 2) / CLOSED_LINE));
  const line = (text: string, weight: number, ink: NodeText['ink']) => ({
    text,
    font: `${weight} ${CLOSED_PIXELS}px ${theme.fontFamily}`,
    pixels: CLOSED_PIXELS,
    ink,
  });
  const name = { text: node.label, font: closedNameFont(pixels, theme), pixels, ink: 'name' as const };
  const count = line(node.detail ?? '', 400, 'muted');
  const ill = line(node.sickCount === undefined ? '' : `${node.sickCount} sick`, 600, node.tone);
  const shown = (most === 2 ? [name, ill, count] : [name, count, ill]).filter(({ text }) => text !== '').slice(0, most);
  const top = box.y + box.height / 2 - ((shown.length - 1) * CLOSED_LINE) / 2;
  return shown.map((one, index) => ({ ...one, x: box.x + box.width / 2, y: top + index * CLOSED_LINE }));
}
