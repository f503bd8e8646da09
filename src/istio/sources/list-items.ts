/** Takes a YAML List apart by its lines, so that each item is read, and fails, alone. */

export interface ListItem {
  /** The item as a document of its own: its dash is a space, so columns stay. */
  readonly text: string;
  /** Lines of the list's text before it. */
  readonly linesBefore: number;
}

interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function* linesOf(text: string, from: number): Generator<Line> {
  for (let start = from; start < text.length; ) {
    const next = text.indexOf('\n', start);
    const end = next === -1 ? text.length : next + 1;
    yield { text: text.slice(start, end).trimEnd(), start, end };
    start = end;
  }
}

const isIdle = (line: string): boolean => /^\s*(#.*)?$/.test(line);

/** Whether something in it looks like an anchor, which may tie the items of a List together. */
export function mayHaveAnchors(text: string): boolean {
  return /(^|[\s[{,:-])&[\w-]+(\s|$)/m.test(text);
}

/** The items below a block-style `items:` that stands `indent` deep; undefined where the list is written otherwise. */
export function blockItems(text: string, indent: number): Iterable<ListItem> | undefined {
  const heading = new RegExp(`^ {${indent}}["']?items["']?:[ \\t]*(#.*)?\\r?$`, 'm').exec(text);
  if (heading === null) return undefined;
  const from = heading.index + heading[0].length + 1;
  for (const line of linesOf(text, from)) {
    if (isIdle(line.text)) continue;
    const dash = /^ *-(?= |$)/.exec(line.text)?.[0];
    return dash === undefined || dash.length <= indent ? undefined : itemsFrom(text, from, dash);
  }
  return undefined;
}

function* itemsFrom(text: string, from: number, dash: string): Generator<ListItem> {
  let linesBefore = countLines(text, 0, from);
  let line = linesBefore;
  let start = -1;
  let end = from;
  for (const each of linesOf(text, from)) {
    const isItem = each.text === dash || each.text.startsWith(`${dash} `);
    const goesOn = each.text.startsWith(' '.repeat(dash.length));
    if (isItem || !(goesOn || isIdle(each.text))) {
      if (start !== -1) yield itemOf(text, start, end, dash, linesBefore);
      if (!isItem) return;
      start = each.start;
      linesBefore = line;
    }
    // Comments before the next item are not this one's.
    if (!isIdle(each.text)) end = each.end;
    line++;
  }
  if (start !== -1) yield itemOf(text, start, end, dash, linesBefore);
}

function itemOf(text: string, start: number, end: number, dash: string, linesBefore: number): ListItem {
  return { text: ' '.repeat(dash.length) + text.slice(start + dash.length, end), linesBefore };
}

function countLines(text: string, start: number, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', start); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
