import { EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { HideMode } from '../../app/view-state';
import { Button } from '../controls/Button';
import { Segments } from '../controls/Field';
import { Flyout } from '../controls/Flyout';
import { useActions, useApp } from '../use-app';
import { ExpressionField } from './ExpressionField';
import { foundText } from './found-text';
import { HIDE_OFTEN } from './hide-often';
import { sickText } from './removed-text';

const MODES: readonly { readonly value: HideMode; readonly label: string }[] = [
  { value: 'remove', label: 'Remove' },
  { value: 'dim', label: 'Dim' },
];

/** What leaves the picture or steps back, by expression. Nothing moves. */
export function HideMenu(): ReactNode {
  const hide = useApp((state) => state.view.hide);
  const answer = useApp((state) => state.matches.hide);
  return (
    <Flyout
      name="Hide"
      align="end"
      width="w-96"
      trigger={
        <Button
          icon={EyeOff}
          aria-label={hide === '' ? 'Hide' : `Hide: ${hidesText(answer)}`}
          className={`max-w-56 max-lg:px-1.5 ${hide === '' ? '' : 'border-accent! text-accent!'}`}
        >
          <span className="truncate max-lg:sr-only">{hide === '' ? 'Hide' : hidesText(answer)}</span>
        </Button>
      }
    >
      <HideForm />
    </Flyout>
  );
}

function hidesText(answer: Parameters<typeof foundText>[0]): string {
  if (answer?.ok === false) return 'not understood';
  const text = foundText(answer);
  return text === undefined || text === 'nothing found' ? 'hides nothing' : `hides ${text}`;
}

function HideForm(): ReactNode {
  const hide = useApp((state) => state.view.hide);
  const mode = useApp((state) => state.view.hideMode);
  const answer = useApp((state) => state.matches.hide);
  const removed = useApp((state) => state.scene?.removed);
  const actions = useActions();
  const sick = removed === undefined ? undefined : sickText(removed);
  return (
    <div className="flex flex-col gap-3">
      <ExpressionField
        label="Hide"
        placeholder="idle OR outside"
        committed={hide}
        onCommit={actions.setHide}
        answer={answer}
        list="within"
      />
      <div className="flex flex-wrap gap-1">
        {HIDE_OFTEN.map((expression) => (
          <Button
            key={expression}
            size="small"
            className="font-mono"
            aria-pressed={hide === expression}
            onClick={() => actions.setHide(hide === expression ? '' : expression)}
          >
            {expression}
          </Button>
        ))}
      </div>
      <Segments name="Hidden things" value={mode} choices={MODES} onChoose={actions.setHideMode} />
      <p role="status" className="text-muted text-xs">
        {answer === undefined ? 'Nothing is hidden. ' : `It ${hidesText(answer)}. `}
        {answer?.ok === true && answer.unjudged.length > 0
          ? `Without configuration nothing can be said about ${answer.unjudged.join(', ')}. `
          : ''}
        {sick === undefined ? '' : `▲ ${sick} are not in the picture. `}
        Nothing moves, and nothing is asked anew.
      </p>
      <Button disabled={hide === ''} onClick={() => actions.setHide('')}>
        Stop hiding
      </Button>
    </div>
  );
}
