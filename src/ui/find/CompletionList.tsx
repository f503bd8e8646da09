import { type ReactNode, useEffect, useRef } from 'react';
import type { Completion } from '../../expression/complete-expression';
import { displayText } from '../../scene/display-text';

interface CompletionListProps {
  /** Option n has the id `${id}${n}`, the list `${id}list`. */
  readonly id: string;
  readonly label: string;
  readonly completions: readonly Completion[];
  readonly active: number;
  readonly over: boolean;
  readonly onChoose: (completion: Completion) => void;
}

const OVER = 'absolute inset-x-0 top-full z-30 mx-1 mt-1 shadow-float sm:mx-0 sm:right-auto sm:w-96 sm:max-w-full';

/** What may be typed next. The focus stays in the field; the pointer does not take it. */
export function CompletionList({ id, label, completions, active, over, onChoose }: CompletionListProps): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active >= 0) list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      ref={list}
      id={`${id}list`}
      role="listbox"
      aria-label={`${label}: what may follow`}
      hidden={completions.length === 0}
      className={`thin-scroll max-h-64 overflow-y-auto rounded-lg border border-line bg-surface p-1 ${over ? OVER : 'mt-1'}`}
    >
      {completions.map((completion, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: in a combobox the field keeps the focus and names the active option.
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field's arrows and Enter choose.
        <div
          key={`${completion.kind} ${completion.insert} ${completion.label}`}
          id={`${id}${index}`}
          role="option"
          aria-selected={index === active}
          className="flex min-h-7 cursor-pointer items-baseline gap-2 rounded px-2 py-1 text-sm hover:bg-sunken aria-selected:bg-sunken aria-selected:outline aria-selected:outline-1 aria-selected:outline-line-strong"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(completion)}
        >
          <span className="max-w-[60%] shrink-0 truncate font-mono">{displayText(completion.label, 60)}</span>
          <span className="min-w-0 flex-1 truncate text-muted text-xs">{displayText(completion.detail, 120)}</span>
        </div>
      ))}
    </div>
  );
}
