import { Trash2 } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { isMasked } from '../../app/masking';
import { isoText, momentText } from '../../lib/range-text';
import { IconButton } from '../controls/Button';
import { offsetOf } from '../text/range-text';
import { useActions, useApp } from '../use-app';
import { MarkName } from './MarkName';

/** Marks of the timeline, as a list: they can be gone to, renamed and removed where the timeline is closed. */
export function Marks(): ReactNode {
  const marks = useApp((state) => state.retro.marks);
  const zone = useApp((state) => state.preferences.timeZone);
  const masked = useApp((state) => isMasked(state.view));
  const actions = useActions();
  const id = useId();
  if (marks.length === 0 || masked) return null;
  const offset = offsetOf(zone);
  return (
    <section aria-labelledby={id} className="border-line border-b px-3 py-2.5">
      <h3 id={id} className="mb-1 font-semibold text-muted text-xs">
        Marks on the timeline ({marks.length})
      </h3>
      <ul className="flex flex-col gap-1">
        {marks.map(({ id: markId, atSeconds }) => {
          const when = momentText(atSeconds, offset);
          return (
            <li key={markId} className="flex items-center gap-1.5">
              <button
                type="button"
                title={`Show ${when}`}
                className="shrink-0 text-accent text-xs underline-offset-2 hover:underline"
                onClick={() => actions.setEnd({ kind: 'at', seconds: atSeconds })}
              >
                <time dateTime={isoText(atSeconds)}>{when.slice(11, 19)}</time>
              </button>
              <MarkName id={markId} label={`Name of the mark at ${when}`} />
              <IconButton label={`Remove the mark at ${when}`} icon={Trash2} onClick={() => actions.removeMark(markId)} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
