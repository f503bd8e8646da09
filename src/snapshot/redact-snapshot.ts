/** A snapshot without credentials and addresses in any of its sentences. Resources are blanked where they are recorded. */
import type { Problem } from '../lib/problem';
import type { QueryRecord } from '../telemetry/query-record';
import { sourceInFiles, withoutAddresses, withoutCredentials } from './redact-text';
import type { RecordedMoment, RecordedSpan, Snapshot } from './snapshot';

/** `addresses` = every form in which the source's own may turn up. Changes nothing the second time. */
export function redactSnapshot(snapshot: Snapshot, addresses: readonly string[]): Snapshot {
  const { before, span, retro } = snapshot;
  const plain = (text: string): string => withoutCredentials(withoutAddresses(text, addresses));
  const problem = (given: Problem): Problem => ({
    ...given,
    message: plain(given.message),
    ...(given.hint !== undefined && { hint: plain(given.hint) }),
  });
  const query = (given: QueryRecord): QueryRecord => ({
    ...given,
    promql: withoutCredentials(given.promql),
    ...(given.failed !== undefined && { failed: problem(given.failed) }),
  });
  const asked = <T extends RecordedMoment | RecordedSpan>(given: T): T => ({
    ...given,
    queries: given.queries.map(query),
    problems: given.problems.map(problem),
  });
  return {
    ...snapshot,
    source: { label: sourceInFiles(snapshot.source.label, addresses) },
    view: viewOf(snapshot.view),
    moment: asked(snapshot.moment),
    ...(before !== undefined && { before: asked(before) }),
    ...(span !== undefined && { span: asked(span) }),
    retro: {
      title: withoutCredentials(retro.title),
      notes: retro.notes.map((note) => ({ ...note, text: withoutCredentials(note.text) })),
      marks: retro.marks.map((mark) => ({ ...mark, text: withoutCredentials(mark.text) })),
    },
  };
}

/** Each value of a link by itself: its names and separators are ours. */
function viewOf(view: string): string {
  const parts = [...new URLSearchParams(view)];
  if (parts.every(([, value]) => withoutCredentials(value) === value)) return view;
  return new URLSearchParams(parts.map(([name, value]): [string, string] => [name, withoutCredentials(value)])).toString();
}
