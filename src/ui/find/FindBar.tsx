import { ChevronDown, ChevronUp, CircleQuestionMark, Search, Star, X } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { matchesInOrder, stepMatch } from '../../app/step-match';
import { PRESETS } from '../../expression/presets';
import { IconButton } from '../controls/Button';
import { Menu, MenuChoices } from '../controls/Menu';
import { useActions, useApp, useAppHandle } from '../use-app';
import { ExpressionField } from './ExpressionField';
import { ExpressionHelp } from './ExpressionHelp';
import { foundText } from './found-text';
import { HideMenu } from './HideMenu';

const PRESET_CHOICES = PRESETS.map(({ title, expression }) => ({ value: expression, label: title, description: expression }));

/** Finds and hides by one expression language. What opens lies over the map and moves nothing; on a narrow page the count takes a line of its own. */
export function FindBar(): ReactNode {
  const app = useAppHandle();
  const find = useApp((state) => state.view.find);
  const answer = useApp((state) => state.matches.find);
  const actions = useActions();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    app.findBar = {
      focus: () => {
        field.current?.focus();
        field.current?.select();
      },
    };
    return () => {
      app.findBar = undefined;
    };
  }, [app]);
  return (
    <search
      aria-label="Find and hide"
      className="print:hidden relative z-20 flex min-h-10 shrink-0 items-center gap-1 py-1 max-sm:flex-wrap border-line border-b bg-surface px-2"
    >
      <Search size={15} className="hidden shrink-0 text-muted sm:block" aria-hidden />
      <ExpressionField
        label="Find"
        placeholder="Find: %err>5 AND namespace=shop"
        committed={find}
        onCommit={actions.setFind}
        answer={answer}
        onStep={(by) => stepMatch(app, by)}
        inputRef={field}
        list="over"
      />
      <FoundCount />
      {find === '' ? null : <IconButton label="Stop finding" icon={X} onClick={() => actions.setFind('')} />}
      <Menu name="Presets" icon={Star} className="max-xl:px-1.5 max-xl:[&>span]:sr-only max-xl:[&>svg:last-child]:hidden">
        <MenuChoices value={find} choices={PRESET_CHOICES} onChoose={actions.setFind} />
      </Menu>
      <HideMenu />
      <ExpressionHelp onTry={actions.setFind} icon={CircleQuestionMark} />
    </search>
  );
}

/** How much was found and where one is in it. */
function FoundCount(): ReactNode {
  const app = useAppHandle();
  const picture = useApp((state) => state.picture);
  const matches = useApp((state) => state.matches);
  const view = useApp((state) => state.view);
  const order = useMemo(() => matchesInOrder({ picture, matches, view }), [picture, matches, view]);
  const text = foundText(matches.find);
  const at = view.selected === undefined ? -1 : order.indexOf(view.selected);
  const unseen = matches.find?.ok === true ? matches.find.part.nodes.size + matches.find.part.edges.size - order.length : 0;
  const unjudged = matches.find?.ok === true ? matches.find.unjudged : [];
  return (
    <div className={text === undefined ? 'sr-only' : 'flex items-center gap-1 max-sm:order-last max-sm:w-full'}>
      <p role="status" className="text-muted text-xs sm:max-w-56">
        {text === undefined ? null : (
          <>
            <span className="whitespace-nowrap text-ink">
              {at === -1 ? '' : `${at + 1} of ${order.length}: `}
              {text}
            </span>
            {unseen > 0 ? ` (${unseen} hidden)` : ''}
            {unjudged.length > 0 ? ` · ${unjudged.join(', ')}: no configuration is loaded, so nothing can be said` : ''}
          </>
        )}
      </p>
      {order.length === 0 ? null : (
        <>
          <IconButton label="Previous match" shortcut="N" icon={ChevronUp} onClick={() => stepMatch(app, -1)} />
          <IconButton label="Next match" shortcut="n" icon={ChevronDown} onClick={() => stepMatch(app, 1)} />
        </>
      )}
    </div>
  );
}
