/** Path templates: `{*}` is exactly one segment, `{**}` any number of them (docs/policies.md §2.4). */

const operators = /(\{\*\*?\})/;

/** Follows all ways to match at once, so that no template makes it slow: one step per operator and character. */
export function matchesPathTemplate(template: string, path: string): boolean {
  let ends = new Set([0]);
  for (const token of template.split(operators)) {
    if (token === '') continue;
    ends = advance(token, path, ends);
    if (ends.size === 0) return false;
  }
  return ends.has(path.length);
}

function advance(token: string, path: string, starts: ReadonlySet<number>): Set<number> {
  if (token === '{**}') return reach(path, starts, () => true, 0);
  if (token === '{*}') return reach(path, starts, (character) => character !== '/', 1);
  return new Set([...starts].filter((start) => path.startsWith(token, start)).map((start) => start + token.length));
}

/** Every end that is at least `least` accepted characters after one of the starts. */
function reach(path: string, starts: ReadonlySet<number>, accepts: (character: string) => boolean, least: 0 | 1): Set<number> {
  const ends = new Set<number>();
  let running = false;
  for (let at = 0; at <= path.length; at += 1) {
    if (at > 0) running = running && accepts(path.charAt(at - 1));
    if (running || (least === 0 && starts.has(at))) ends.add(at);
    if (starts.has(at)) running = true;
  }
  return ends;
}
