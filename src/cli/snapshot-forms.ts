/** What a snapshot can be written as: one form an entry, chosen by what the file's name ends in. */
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';
import { CSV_LINES, writeCsv } from '../lib/write-csv';
import { graphDot } from '../picture/graph-dot';
import { markdownSummary } from '../picture/markdown-summary';
import { stillSize } from '../picture/paint-still';
import { stillSvg } from '../picture/still-svg';
import { edgeCsv } from '../scene/csv/edge-csv';
import { nodeCsv } from '../scene/csv/node-csv';
import { DEFAULT_UNITS, unitsOf } from '../scene/traffic-units';
import { htmlForm, VIEWER_FILE } from '../snapshot/html-form';
import type { Snapshot } from '../snapshot/snapshot';
import { writeSnapshot } from '../snapshot/write-snapshot';
import type { CommandContext } from './command';
import { packageFile } from './serve/package-directory';
import { type PictureLook, pictureOfSnapshot, type SnapshotPicture, stillOf } from './snapshot-picture';

interface Material {
  readonly snapshot: Snapshot;
  /** Made when a form asks for it, once. */
  readonly drawn: () => SnapshotPicture;
  readonly look: PictureLook;
  readonly context: CommandContext;
}

interface Form {
  readonly name: string;
  /** Half a line for the help. */
  readonly says: string;
  /** The sentence says why it cannot be written. */
  readonly write: (material: Material) => Promise<Result<Uint8Array, string>>;
}

const bytesOf = (text: string): Result<Uint8Array, string> => ok(new TextEncoder().encode(text));

const form = <const Name extends string>(
  name: Name,
  says: string,
  write: (material: Material) => Result<Uint8Array, string> | Promise<Result<Uint8Array, string>>,
) => ({
  name,
  says,
  write: async (material: Material) => write(material),
});

/** A longer ending stands before the shorter one it ends in. */
export const FORMS = [
  form('seamark.json.gz', 'the snapshot: opens in the page, here, and in seamark diff', ({ snapshot }) => ok(writeSnapshot(snapshot))),
  form('json.gz', 'the same', ({ snapshot }) => ok(writeSnapshot(snapshot))),
  form('html', 'the snapshot as a page of its own, opened by any browser without network', writeHtml),
  form('svg', 'a picture that can be read alone', ({ drawn, look }) => bytesOf(stillSvg(stillOf(drawn(), look)))),
  form('png', 'the same in pixels, by a Chromium of this machine', writePng),
  form('nodes.csv', 'nodes, one a line', ({ drawn }) => csvOf(drawn(), 'nodes')),
  form('csv', 'edges, one a line', ({ drawn }) => csvOf(drawn(), 'edges')),
  form('md', 'a summary for a ticket', writeMarkdown),
  form('dot', 'the graph for Graphviz', ({ drawn, snapshot }) => bytesOf(`${graphDot(drawn().mesh, snapshot.moment.telemetry)}\n`)),
] as const satisfies readonly Form[];

export type FormName = (typeof FORMS)[number]['name'];

/** undefined = the name ends in none of them. */
export function formOf(path: string): FormName | undefined {
  const lowered = path.toLowerCase();
  return FORMS.find(({ name }) => endsIn(lowered, name))?.name;
}

/** After a dot; one of several words (`nodes.csv`) may also be the whole name, or follow anything but a letter or digit. */
function endsIn(path: string, name: string): boolean {
  if (!path.endsWith(name)) return false;
  const before = path.at(-name.length - 1);
  return before === '.' || (name.includes('.') && (before === undefined || !/[a-z0-9]/.test(before)));
}

/** Writes forms of one snapshot. */
export function formWriter(
  snapshot: Snapshot,
  look: PictureLook,
  context: CommandContext,
): (name: FormName) => Promise<Result<Uint8Array, string>> {
  let picture: SnapshotPicture | undefined;
  const drawn = (): SnapshotPicture => {
    picture ??= pictureOfSnapshot(snapshot, look);
    return picture;
  };
  return async (name) => {
    const found: Form | undefined = FORMS.find((each) => each.name === name);
    return found === undefined ? err(`There is no form ${name}.`) : found.write({ snapshot, drawn, look, context });
  };
}

async function writeHtml({ snapshot, drawn, context }: Material): Promise<Result<Uint8Array, string>> {
  let template: string;
  try {
    template = await context.readText(packageFile(`dist/page/${VIEWER_FILE}`));
  } catch {
    return err('The page form needs the built viewer, which is not here: run npm run build once, or write .seamark.json.gz.');
  }
  const page = htmlForm(template, writeSnapshot(snapshot), drawn().frame.title);
  return page.ok ? bytesOf(page.value) : err(sentences(page.error));
}

async function writePng({ drawn, look, context }: Material): Promise<Result<Uint8Array, string>> {
  const still = stillOf(drawn(), look);
  const png = await context.paintPng({ svg: stillSvg(still), size: stillSize(still), scale: look.scale });
  return png.ok ? png : err(sentences(png.error));
}

const sentences = ({ message, hint }: Problem): string => [message, hint].filter((text) => text !== undefined).join(' ');

function csvOf({ picture, mesh }: SnapshotPicture, rows: 'edges' | 'nodes'): Result<Uint8Array, string> {
  const { totalsSinceStart: totals = false } = picture;
  // Ends that hide took out of the list still name their edges' ends.
  const nodes = new Map(picture.mesh.nodes.map((node) => [node.id, node]));
  const table = rows === 'edges' ? edgeCsv({ edges: mesh.edges, nodes, totals }) : nodeCsv({ nodes: mesh.nodes, totals });
  return bytesOf(writeCsv(table, CSV_LINES));
}

function writeMarkdown({ drawn }: Material): Result<Uint8Array, string> {
  const { picture, mesh, frame, link } = drawn();
  const { difference, policies, totalsSinceStart } = picture;
  return bytesOf(
    markdownSummary({
      frame,
      mesh,
      units: unitsOf(totalsSinceStart ?? false, DEFAULT_UNITS),
      difference,
      findings: policies?.findings,
      link,
    }),
  );
}
