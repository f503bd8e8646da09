import { Download } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { SavedFile, SnapshotForm } from '../../app/snapshot-types';
import type { Problem } from '../../lib/problem';
import { Button } from '../controls/Button';
import { downloadBlob } from '../controls/download-blob';
import { Check } from '../controls/Field';
import { ProblemCard } from '../controls/ProblemCard';
import { bytesText } from '../status/cost-totals';
import { useActions, useApp } from '../use-app';
import { SNAPSHOT_FORMS } from './snapshot-forms';

type Outcome = { readonly saved: SavedFile } | { readonly problem: Problem };

/** Which form, and whose names; what goes in is said before. */
export function SaveSnapshot(): ReactNode {
  const actions = useActions();
  const asked = useApp((state) => SNAPSHOT_FORMS.find(({ id }) => id === state.view.detailsOf)?.id ?? 'html');
  const [form, setForm] = useState<SnapshotForm>(asked);
  const [pseudonyms, setPseudonyms] = useState(false);
  const [saving, setSaving] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined);
  const already = useApp((state) => state.snapshot?.pseudonyms === true);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setSaving(true);
    setOutcome(undefined);
    const saved = await actions.saveSnapshot(form, pseudonyms || already);
    setSaving(false);
    if (saved.ok) downloadBlob(saved.value.name, new Blob([saved.value.content], { type: saved.value.type }));
    setOutcome(saved.ok ? { saved: saved.value } : { problem: saved.error });
  };
  return (
    <form onSubmit={(event) => void save(event)} className="flex flex-col gap-3">
      <h3 className="font-semibold">Save what is shown</h3>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="sr-only">Form of the file</legend>
        {SNAPSHOT_FORMS.map(({ id, title, says }) => (
          <label
            key={id}
            className="flex items-start gap-2 rounded-md border border-line p-2 has-checked:border-accent has-checked:bg-sunken"
          >
            <input
              type="radio"
              name="form"
              value={id}
              checked={form === id}
              onChange={() => setForm(id)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span>
              {title}
              <span className="block text-muted text-xs">{says}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Check
        label="Pseudonyms in place of names"
        description="The same name has the same pseudonym throughout; resources and query texts stay out. Notes stay as they were written."
        checked={pseudonyms || already}
        disabled={already}
        onChange={(event) => setPseudonyms(event.target.checked)}
      />
      <Contents />
      <div className="flex items-center gap-3">
        <Button type="submit" look="primary" icon={Download} disabled={saving} aria-busy={saving}>
          {saving ? 'Saving…' : 'Save'}
        </Button>
        <div role="status" className="min-w-0 flex-1 text-sm">
          {outcome !== undefined && 'saved' in outcome ? <p className="break-words">{sentenceOf(outcome.saved)}</p> : null}
        </div>
      </div>
      {outcome === undefined ? null : <Problems problems={'saved' in outcome ? outcome.saved.problems : [outcome.problem]} />}
    </form>
  );
}

const sentenceOf = ({ name, content }: SavedFile): string =>
  `Saved as ${name}, ${bytesText(typeof content === 'string' ? content.length : content.byteLength)}.`;

function Problems({ problems }: { readonly problems: readonly Problem[] }): ReactNode {
  if (problems.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2" role="alert">
      {problems.map((problem) => (
        <li key={problem.message}>
          <ProblemCard problem={problem} />
        </li>
      ))}
    </ul>
  );
}

/** What goes into the file now. */
function Contents(): ReactNode {
  const timeline = useApp((state) => state.span?.overview !== undefined);
  const comparing = useApp((state) => state.view.compare !== undefined);
  const resources = useApp((state) => state.configuration.kinds.reduce((sum, { count }) => sum + count, 0));
  const notes = useApp((state) => state.retro.notes.length + state.retro.marks.length);
  const parts = [
    'the moment on screen with its latency, queries and problems',
    ...(timeline ? ['the timeline with all its moments'] : []),
    ...(comparing ? ['the moment it is compared with'] : []),
    ...(resources > 0 ? [`${resources.toLocaleString('en')} resources with secrets blanked`] : []),
    ...(notes > 0 ? [`${notes} notes and marks`] : []),
    'the charts that were open',
    'the view, positions and pins',
  ];
  return (
    <p className="text-muted text-xs">
      In it: {parts.join(', ')}. Not in it: addresses, tokens and anything of this browser.
      {timeline ? '' : ' Open the timeline first to save a span of time.'}
    </p>
  );
}
