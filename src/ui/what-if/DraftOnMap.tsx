import { SquarePen, X } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { differenceShown } from '../../app/difference-shown';
import type { DraftOnMap as Drafted } from '../../app/draft-types';
import type { VerdictDiff } from '../../inquiry/what-if/model';
import { many } from '../../lib/many';
import { Button, IconButton } from '../controls/Button';
import { focusSoon } from '../focus-soon';
import { MAP_ID } from '../landmarks';
import { useActions, useApp, useAppHandle } from '../use-app';
import { useFittedMap } from '../use-fitted-map';
import { groupCalls, summaryText } from './summary-text';
import { useWhatIf } from './use-what-if';

/** Above the picture while a draft is marked on it and its view is folded: what it would do, the way back, and the way out. */
export function DraftOnMap(): ReactNode {
  const draft = useApp((state) => state.draft);
  return draft === undefined ? null : <OnMap draft={draft} />;
}

function OnMap({ draft }: { readonly draft: Drafted }): ReactNode {
  const app = useAppHandle();
  const actions = useActions();
  const compared = useApp((state) => differenceShown(state) !== undefined);
  const { text, of, diff } = draft;
  const { answer, failed } = useWhatIf(text);
  useFittedMap();
  useEffect(() => {
    if (answer !== undefined && app.getState().draft !== undefined)
      actions.setDraft(answer.diff && { text, of, diff: answer.diff, folded: true });
  }, [app, actions, answer, text, of]);
  // Without this line nothing would say what the marks are: a board, a presentation.
  useEffect(
    () => () => {
      if (app.getState().view.details !== 'what-if') actions.setDraft(undefined);
    },
    [app, actions],
  );
  const leave = () => {
    actions.setDraft(undefined);
    focusSoon(`#${MAP_ID}`);
  };
  return (
    <section
      aria-label="Draft on the map"
      className="print:hidden flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b bg-surface px-3 py-1"
    >
      <p className="min-w-0 flex-1 basis-56 text-xs">
        <span className="font-bold">Draft</span> <span data-testid="draft-summary">{summaryText(diff, groupCalls(diff))}</span>{' '}
        <span className="text-muted">{besideText(diff)}</span>
        {compared ? <span className="text-warn"> ▲ The map shows the comparison: stop comparing to see the draft.</span> : null}
        {failed === null ? null : (
          <span className="text-warn"> ▲ The newest picture could not be held against it; these are the marks of the one before.</span>
        )}
      </p>
      <div className="ml-auto flex items-center gap-2">
        <Button size="small" icon={SquarePen} onClick={() => actions.setDetails('what-if', of)}>
          Back to the draft
        </Button>
        <IconButton label="Take the draft off the map" icon={X} onClick={leave} />
      </div>
    </section>
  );
}

function besideText({ edges }: VerdictDiff): string {
  const unseen = edges.filter(({ drawn }) => drawn.length === 0).length;
  return `${unseen === 0 ? '' : `${many(unseen, 'edge')} of it not drawn now. `}Nothing is applied.`;
}
