/** `--view`: a view as the page's own address says it, and the options beside it that would say the same. */
import { decodeView } from '../app/url-codec/url-codec';
import { DEFAULT_VIEW, type ViewState } from '../app/view-state';
import type { Problem } from '../lib/problem';
import { err, ok, type Result } from '../lib/result';

/** What an option of the command line says, and where a view says it too. */
const SAID_TWICE: readonly { readonly option: string; readonly part: string; readonly says: (view: ViewState) => boolean }[] = [
  { option: 'at', part: 'end', says: ({ end }) => end.kind === 'at' },
  { option: 'from', part: 'span', says: ({ span }) => span !== undefined },
  { option: 'window', part: 'window', says: ({ windowSeconds }) => windowSeconds !== DEFAULT_VIEW.windowSeconds },
  { option: 'namespaces', part: 'ns', says: ({ namespaces }) => namespaces.length > 0 },
  { option: 'group-by', part: 'group', says: ({ groupBy }) => groupBy !== undefined },
];

export interface AskedView {
  readonly view: ViewState;
  /** Parts that could not be read: their defaults stand. */
  readonly problems: readonly Problem[];
}

/**
 * The address in the page's location bar, or what stands in it after "?". The address itself is not kept: whom to ask, and as whom, is never
 * part of a view. Fails with one sentence on what is no view, on credentials, and where an option says the same.
 */
export function parseView(text: string | undefined, options: Readonly<Record<string, unknown>>): Result<AskedView, string> {
  if (text === undefined) return ok({ view: DEFAULT_VIEW, problems: [] });
  const search = searchIn(text.trim());
  if (!search.ok) return search;
  const { view, problems } = decodeView(search.value);
  if (view === DEFAULT_VIEW && problems.length === 0)
    return err('--view says nothing of a view: give the address of the page as it stands in the location bar, or what follows its "?".');
  const twice = SAID_TWICE.find(({ option, says }) => options[option] !== undefined && says(view));
  if (twice !== undefined) return err(`--${twice.option} and "${twice.part}" in --view say the same: leave one of them out.`);
  return ok({ view, problems: problems.map((problem) => ({ ...problem, hint: 'Copy the address of the page anew.' })) });
}

/** What follows the "?" of an address; of anything else the text itself. */
function searchIn(text: string): Result<string, string> {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return ok(text.replace(/^\?/, '').replace(/#.*$/s, ''));
  if (!URL.canParse(text)) return err('--view is no address that can be read: copy it from the location bar of the page.');
  const { search, username, password } = new URL(text);
  if (username !== '' || password !== '') return err('--view is an address without user name and password.');
  return ok(search);
}
