/** What is drawn, as a sentence each: the titles of an SVG. Made of the scene alone, so that a picture says the same wherever it is made. */
import { displayText } from '../scene/display-text';
import type { Scene, SceneEdge, SceneGroup, SceneNode } from '../scene/scene';
import { CHANGE_STYLES, TONE_STYLES } from '../scene/style-table';

/** By id; "orders in checkout: 12 % 503, failing". */
export function thingTitles({ nodes, edges, groups, notes = [] }: Scene): ReadonlyMap<string, string> {
  const names = new Map(nodes.map((node) => [node.id, nodeName(node, groups)]));
  return new Map([
    ...nodes.map((node) => [node.id, nodeTitle(node, names.get(node.id) ?? '')] as const),
    ...edges.map((edge) => [edge.id, edgeTitle(edge, names)] as const),
    ...notes.map(({ id, number, text }) => [id, displayText(`Note ${number}: ${text}`, 2000)] as const),
  ]);
}

/** In the innermost titled box around it. */
function nodeName({ label, x, y }: SceneNode, groups: readonly SceneGroup[]): string {
  const around = groups.filter(
    (group) => group.label !== '' && x >= group.x && y >= group.y && x <= group.x + group.width && y <= group.y + group.height,
  );
  const innermost = around.reduce<SceneGroup | undefined>(
    (best, group) => (best === undefined || group.depth > best.depth ? group : best),
    undefined,
  );
  return innermost === undefined ? label : `${label} in ${innermost.label}`;
}

const said = (parts: readonly (string | undefined)[]): string => parts.filter((part) => part !== undefined && part !== '').join(', ');

function nodeTitle(node: SceneNode, name: string): string {
  const { detail, tone, sickCount, parts, change, ghost } = node;
  const words = said([
    detail,
    change === undefined ? undefined : CHANGE_STYLES[change].word,
    change === undefined && ghost !== true && tone !== 'ok' ? briefly(tone) : undefined,
    sickCount === undefined ? undefined : `${sickCount} sick`,
    ...parts.map(({ label, share }) => (share === undefined ? label : `${label} ${Math.round(share * 100)} %`)),
  ]);
  return displayText(words === '' ? name : `${name}: ${words}`, 400);
}

function edgeTitle(edge: SceneEdge, names: ReadonlyMap<string, string>): string {
  const { source, target, labels, tone, change, ghost } = edge;
  const words = said([
    ...labels.map(({ text }) => text),
    change === undefined ? undefined : CHANGE_STYLES[change].word,
    change === undefined && ghost !== true && tone !== 'ok' ? briefly(tone) : undefined,
    ghost === true ? 'gone' : undefined,
  ]);
  const ends = `${names.get(source) ?? displayText(source)} to ${names.get(target) ?? displayText(target)}`;
  return displayText(words === '' ? ends : `${ends}: ${words}`, 400);
}

/** "idle" of "idle: known, but nothing flowed in the window". */
const briefly = (tone: SceneEdge['tone']): string => TONE_STYLES[tone].means.split(':')[0] ?? '';
