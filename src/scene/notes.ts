/** Notes as they stand on the map: numbered in the order of the story, each at what stands for its subject in this picture. */
import { edgeId } from '../mesh/ids';
import type { Mesh, NodeId } from '../mesh/model';
import type { Note, NoteSubject } from '../mesh/note';
import type { Protocol } from '../telemetry/rows';
import { displayText } from './display-text';
import type { Scene, SceneNote } from './scene';

/** Letters in a line of a note on the map, and lines; all of it stands in the list of notes. */
export const NOTE_COLUMNS = 34;
export const NOTE_LINES = 4;

export interface NotesView {
  readonly notes: readonly Note[];
  /** The moments that the picture shows (one, or both that it compares), Unix seconds. */
  readonly moments: readonly number[];
  readonly windowSeconds: number;
  /** Id of the note that the story stands at. */
  readonly told?: string | undefined;
}

type Drawn = Pick<Scene, 'groups' | 'nodes' | 'edges'>;

/** `elsewhere` counts notes about things that this picture does not show, not even as a ghost or within a closed group. */
export function sceneNotes(
  view: NotesView,
  mesh: Mesh,
  drawn: Drawn,
): { readonly notes: readonly SceneNote[]; readonly elsewhere: number } {
  const anchorOf = anchors(mesh, drawn);
  let elsewhere = 0;
  const notes = view.notes.flatMap((note, index): SceneNote[] => {
    const about = note.about.kind === 'moment' ? undefined : anchorOf(note.about);
    if (note.about.kind !== 'moment' && about === undefined) {
      elsewhere += 1;
      return [];
    }
    return [
      {
        id: note.id,
        number: index + 1,
        lines: noteLines(note.text),
        text: note.text,
        ...(about !== undefined && { about }),
        ...(note.offset !== undefined && { offset: note.offset }),
        ...(!isOfMoment(note, view) && { aside: true }),
        ...(note.id === view.told && { told: true }),
      },
    ];
  });
  return { notes, elsewhere };
}

/** A note belongs to every moment whose window overlaps its own: rates of 14:32 over 5 minutes still tell of 14:30. */
export function isOfMoment({ atSeconds, windowSeconds }: Note, shown: Pick<NotesView, 'moments' | 'windowSeconds'>): boolean {
  return shown.moments.some((moment) =>
    moment <= atSeconds ? moment === atSeconds || atSeconds - windowSeconds < moment : moment - shown.windowSeconds < atSeconds,
  );
}

type Anchor = NonNullable<SceneNote['about']>;

/** What stands in the picture for a node, an edge or a group: itself, or the card of the closed group that holds it. */
function anchors(mesh: Mesh, { groups, nodes, edges }: Drawn): (about: Exclude<NoteSubject, { kind: 'moment' }>) => Anchor | undefined {
  const drawnNodes = new Set(nodes.map(({ id }) => id));
  const drawnEdges = new Set(edges.map(({ id }) => id));
  const boxes = new Set(groups.map(({ id }) => id));
  const cards = new Map(nodes.flatMap(({ id, group }) => (group === undefined ? [] : [[group, id] as const])));
  const cardAround = (id: string): string | undefined => {
    // Outer groups come first: of two closed ones around it the outer is drawn.
    const closed = mesh.groups.find((group) => cards.has(group.id) && (group.members as readonly string[]).includes(id));
    return closed === undefined ? undefined : cards.get(closed.id);
  };
  const standIn = (id: string): string | undefined => (drawnNodes.has(id) ? id : cardAround(id));
  const asNode = (id: string | undefined): Anchor | undefined => (id === undefined ? undefined : { kind: 'node', id });

  return ({ kind, id }) => {
    if (kind === 'group') return boxes.has(id) && !cards.has(id) ? { kind, id } : asNode(cards.get(id) ?? cardOfParent(mesh, cards, id));
    if (kind === 'node') return asNode(standIn(id));
    if (drawnEdges.has(id)) return { kind, id };
    const [source, target, protocol] = id.split('>');
    const from = source === undefined ? undefined : standIn(source);
    const to = target === undefined ? undefined : standIn(target);
    if (from === undefined || to === undefined) return undefined;
    if (from === to) return asNode(from);
    const between = edgeId(from as NodeId, to as NodeId, protocol as Protocol);
    return drawnEdges.has(between) ? { kind, id: between } : undefined;
  };
}

/** The card of the closed group that a group stands in. */
function cardOfParent(mesh: Mesh, cards: ReadonlyMap<string, string>, id: string): string | undefined {
  const byId = new Map<string, (typeof mesh.groups)[number]>(mesh.groups.map((group) => [group.id, group]));
  for (let group = byId.get(id); group !== undefined; group = group.parent === undefined ? undefined : byId.get(group.parent)) {
    const card = cards.get(group.id);
    if (card !== undefined) return card;
  }
  return undefined;
}

/** East Asian letters and pictographs take the room of two. */
const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}]/u;
const widthOf = (letters: readonly string[]): number => letters.reduce((sum, letter) => sum + (WIDE.test(letter) ? 2 : 1), 0);

/** The text of a note as lines of the map; line breaks of the writer stay, empty lines go. */
export function noteLines(text: string, columns = NOTE_COLUMNS, most = NOTE_LINES): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split(/\r\n|[\n\r\u2028\u2029]/)) {
    if (paragraph.trim() === '') continue;
    lines.push(...wrapped(displayText(paragraph, columns * (most + 1)), columns));
    if (lines.length > most) return [...lines.slice(0, most - 1), ended(lines[most - 1] ?? '', columns)];
  }
  return lines;
}

/** Lines of whole words; a word longer than a line is broken. */
function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const together = line === '' ? word : `${line} ${word}`;
    if (widthOf([...together]) <= columns) {
      line = together;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = broken(word, columns);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' ? lines : [...lines, line];
}

function broken(word: string, columns: number): readonly string[] {
  const pieces: string[][] = [[]];
  let width = 0;
  for (const letter of word) {
    const more = widthOf([letter]);
    if (width + more > columns) {
      pieces.push([]);
      width = 0;
    }
    pieces.at(-1)?.push(letter);
    width += more;
  }
  return pieces.map((piece) => piece.join(''));
}

/** The last line of a note that goes on. */
function ended(line: string, columns: number): string {
  const letters = [...line.replace(/…$/, '')];
  while (widthOf(letters) > columns - 1) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
