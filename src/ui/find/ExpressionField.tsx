import { type KeyboardEvent, type ReactNode, type Ref, useDeferredValue, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Answer } from '../../app/matches';
import { type Completion, completeExpression } from '../../expression/complete-expression';
import { LONGEST_EXPRESSION } from '../../expression/parse-expression';
import { TextInput } from '../controls/Field';
import { CompletionList } from './CompletionList';
import { ExpressionTrouble } from './ExpressionTrouble';
import { useDraft } from './use-draft';
import { useMatchContext } from './use-match-context';

interface ExpressionFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly committed: string;
  readonly onCommit: (text: string) => void;
  /** What the committed text means. */
  readonly answer: Answer | undefined;
  /** Enter on a text that is already committed: to the next or the previous match. */
  readonly onStep?: (by: 1 | -1) => void;
  readonly inputRef?: Ref<HTMLInputElement>;
  /** What opens below stands over the page (`over`) or makes room for itself (`within` a flyout). */
  readonly list: 'over' | 'within';
}

const NONE: readonly Completion[] = [];

/** A field for an expression, with completion after the ARIA combobox pattern: the focus stays in the field, the arrows walk the list. */
export function ExpressionField(props: ExpressionFieldProps): ReactNode {
  const { label, placeholder, committed, onCommit, answer, onStep, list } = props;
  const draft = useDraft(committed, onCommit);
  const [caret, setCaret] = useState(0);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const own = useRef<HTMLInputElement>(null);
  const placeCaret = useRef<number | undefined>(undefined);
  const context = useMatchContext();
  const typed = useDeferredValue(draft.text);
  const at = useDeferredValue(caret);
  const completions = useMemo(() => (open ? completeExpression(typed, at, context) : NONE), [open, typed, at, context]);
  const id = useId();
  const shown = open && completions.length > 0;
  const trouble = answer?.ok === false && draft.text === committed && !shown ? answer.error : undefined;

  useLayoutEffect(() => {
    if (placeCaret.current === undefined) return;
    own.current?.setSelectionRange(placeCaret.current, placeCaret.current);
    placeCaret.current = undefined;
  });

  const choose = ({ from, to, insert }: Completion) => {
    const next = from + insert.length;
    draft.change(`${typed.slice(0, from)}${insert}${typed.slice(to)}`);
    setCaret(next);
    setActive(-1);
    placeCaret.current = next;
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const chosen = shown ? completions[active] : undefined;
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!shown) setOpen(true);
      else setActive(stepped(active, event.key === 'ArrowDown' ? 1 : -1, completions.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (chosen !== undefined) choose(chosen);
      else if (draft.text === committed) onStep?.(event.shiftKey ? -1 : 1);
      else draft.commit();
      if (chosen === undefined) setOpen(false);
    } else if (event.key === 'Tab' && chosen !== undefined && !event.shiftKey) {
      event.preventDefault();
      choose(chosen);
    } else if (event.key === 'Escape') {
      // In a flyout the first Escape is the list's.
      if (shown) {
        event.preventDefault();
        event.stopPropagation();
      } else event.currentTarget.blur();
      setOpen(false);
      setActive(-1);
    }
  };
  return (
    <div className={list === 'over' ? 'static min-w-0 flex-1 sm:relative sm:max-w-xl' : ''}>
      <TextInput
        ref={(element) => {
          own.current = element;
          const { inputRef } = props;
          if (typeof inputRef === 'function') inputRef(element);
          else if (inputRef) inputRef.current = element;
        }}
        role="combobox"
        type="text"
        inputMode="search"
        aria-label={label}
        aria-expanded={shown}
        aria-controls={`${id}list`}
        aria-autocomplete="list"
        aria-activedescendant={shown && active >= 0 ? `${id}${active}` : undefined}
        aria-invalid={answer?.ok === false && draft.text === committed}
        aria-describedby={`${id}trouble`}
        maxLength={LONGEST_EXPRESSION}
        placeholder={placeholder}
        className="font-mono"
        value={draft.text}
        onChange={(event) => {
          draft.change(event.target.value);
          setCaret(event.target.selectionStart ?? event.target.value.length);
          setOpen(true);
          setActive(-1);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
        onBlur={() => {
          setOpen(false);
          draft.commit();
        }}
        onKeyDown={press}
      />
      <CompletionList
        id={id}
        label={label}
        completions={shown ? completions : NONE}
        active={active}
        over={list === 'over'}
        onChoose={choose}
      />
      <div
        id={`${id}trouble`}
        role="status"
        className={trouble === undefined ? 'sr-only' : list === 'over' ? 'absolute inset-x-0 top-full z-20 mx-1 mt-1 sm:mx-0' : 'mt-1'}
      >
        {trouble === undefined ? null : <ExpressionTrouble text={committed} error={trouble} />}
      </div>
    </div>
  );
}

/** One further, over the ends round and round; from nowhere to the first or the last. */
function stepped(active: number, by: 1 | -1, length: number): number {
  if (active === -1) return by === 1 ? 0 : length - 1;
  return (active + by + length) % length;
}
