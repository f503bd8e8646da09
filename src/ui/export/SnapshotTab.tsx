import { Archive } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SnapshotForm } from '../../app/snapshot-types';
import { Button } from '../controls/Button';
import { SNAPSHOT_FORMS } from '../snapshot/snapshot-forms';

/** The way to the dialog that saves everything behind the picture, for those who look for it here. */
export function SnapshotTab({ onSave }: { readonly onSave: (form: SnapshotForm) => void }): ReactNode {
  return (
    <div className="flex max-w-2xl flex-col gap-1">
      <p className="text-muted text-xs">Everything on screen and behind it in one file, to be looked at when the source has forgotten.</p>
      <ul className="flex flex-col">
        {SNAPSHOT_FORMS.map(({ id, entry, says }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b py-2.5 last:border-b-0">
            <div className="min-w-48 flex-1">
              <h3 className="font-semibold">{entry}</h3>
              <p className="text-muted text-xs">{says}</p>
            </div>
            <Button icon={Archive} aria-label={`Save: ${entry}`} onClick={() => onSave(id)}>
              Save…
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
