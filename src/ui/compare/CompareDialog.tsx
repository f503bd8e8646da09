import { GitCompareArrows } from 'lucide-react';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { formatDuration } from '../../lib/duration';
import { momentText } from '../../lib/range-text';
import { displayText } from '../../scene/display-text';
import { Button } from '../controls/Button';
import { TextInput } from '../controls/Field';
import { Modal } from '../controls/Modal';
import { parseMoment } from '../text/parse-moment';
import { offsetOf } from '../text/range-text';
import { useActions, useApp } from '../use-app';
import { around } from './around';

interface CompareDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

const AGO: readonly { readonly seconds: number; readonly label: string }[] = [
  { seconds: 3600, label: '1 h before' },
  { seconds: 86_400, label: 'Yesterday' },
  { seconds: 7 * 86_400, label: 'Last week' },
];

/** Two moments for a window before and a window after something. */
interface Around {
  readonly key: string;
  readonly text: string;
  readonly atSeconds: number;
}

export function CompareDialog({ open, onOpenChange }: CompareDialogProps): ReactNode {
  const done = () => onOpenChange(false);
  return (
    <Modal
      title="Compare with another moment"
      description="B is what is shown now; A is the moment it is held against. Both are drawn as one graph, in the same places."
      open={open}
      onOpenChange={onOpenChange}
    >
      <div className="flex flex-col gap-5">
        <Presets onDone={done} />
        <BeforeAndAfter onDone={done} />
        <Typed onDone={done} />
        <Stop onDone={done} />
      </div>
    </Modal>
  );
}

interface Done {
  readonly onDone: () => void;
}

function Presets({ onDone }: Done): ReactNode {
  const compare = useApp((state) => state.view.compare);
  const isLive = useApp((state) => state.view.end.kind === 'now');
  const actions = useActions();
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold text-xs">A is so long before B</h3>
      <div className="grid grid-cols-3 gap-2">
        {AGO.map(({ seconds, label }, index) => (
          <Button
            key={seconds}
            {...(index === 0 ? { 'data-first-focus': true } : {})}
            aria-pressed={compare?.kind === 'ago' && compare.seconds === seconds}
            look={compare?.kind === 'ago' && compare.seconds === seconds ? 'primary' : 'plain'}
            onClick={() => {
              actions.setCompare({ kind: 'ago', seconds });
              onDone();
            }}
          >
            {label}
          </Button>
        ))}
      </div>
      <p className="text-muted text-xs">
        {isLive
          ? 'B follows now, and A follows B at that distance.'
          : 'Yesterday and last week are the same time of day, 24 h and 7 days before.'}
      </p>
    </section>
  );
}

/** Around the play head, or a mark: the window that ends there against the window that begins there. */
function BeforeAndAfter({ onDone }: Done): ReactNode {
  const end = useApp((state) => state.view.end);
  const marks = useApp((state) => state.retro.marks);
  const windowSeconds = useApp((state) => state.view.windowSeconds);
  const clockSeconds = useApp((state) => Math.floor(state.clockMs / 1000));
  const zone = useApp((state) => state.preferences.timeZone);
  const actions = useActions();
  const offset = offsetOf(zone);
  const choices: readonly Around[] = [
    ...(end.kind === 'at' ? [{ key: 'shown', text: 'The moment shown', atSeconds: end.seconds }] : []),
    ...[...marks]
      .sort((a, b) => a.atSeconds - b.atSeconds)
      .map(({ id, text, atSeconds }) => ({ key: id, text: text === '' ? 'Mark' : displayText(text, 60), atSeconds })),
  ];
  if (choices.length === 0) return null;
  const choose = (atSeconds: number) => {
    const { compare, end: after } = around(atSeconds, windowSeconds, clockSeconds);
    actions.compareMoments(compare, after);
    onDone();
  };
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold text-xs">The {formatDuration(windowSeconds)} before and after</h3>
      <ul className="thin-scroll -mx-2 max-h-48 overflow-y-auto">
        {choices.map(({ key, text, atSeconds }) => (
          <li key={key}>
            <button
              type="button"
              className="flex min-h-8 w-full items-center gap-x-3 rounded px-2 py-1 text-left hover:bg-sunken"
              onClick={() => choose(atSeconds)}
            >
              <GitCompareArrows size={15} aria-hidden className="shrink-0 text-accent" />
              <span className="min-w-0 flex-1 break-words">{text}</span>
              <span className="shrink-0 text-muted text-xs">{momentText(atSeconds, offset)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Typed({ onDone }: Done): ReactNode {
  const [text, setText] = useState('');
  const zone = useApp((state) => state.preferences.timeZone);
  const nowSeconds = useApp((state) => Math.floor(state.clockMs / 1000));
  const actions = useActions();
  const id = useId();
  const offset = offsetOf(zone);
  const read = text.trim() === '' ? undefined : parseMoment(text, { offset, nowSeconds });
  const inFuture = read?.ok === true && read.value.seconds > nowSeconds;
  const valid = read?.ok === true && !inFuture;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (read?.ok !== true || inFuture) return;
    actions.setCompare({ kind: 'at', seconds: Math.floor(read.value.seconds) });
    setText('');
    onDone();
  };
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-semibold text-xs">A is this moment</h3>
      <form className="flex gap-2" onSubmit={apply}>
        <TextInput
          aria-label="Moment A"
          placeholder="2026-11-21 14:32, 14:32, yesterday 9:00 or 2h ago"
          value={text}
          aria-invalid={read !== undefined && !valid}
          aria-describedby={id}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" look="primary" disabled={!valid}>
          Compare
        </Button>
      </form>
      <p id={id} className="min-h-5 text-muted text-xs">
        {read === undefined ? '' : sayRead(read, inFuture, offset)}
      </p>
    </section>
  );
}

function sayRead(read: ReturnType<typeof parseMoment>, inFuture: boolean, offset: ReturnType<typeof offsetOf>): string {
  if (!read.ok) return read.error;
  const at = momentText(read.value.seconds, offset);
  if (inFuture) return `${at} is in the future; nothing was measured there yet.`;
  return read.value.note === undefined ? `A is ${at}.` : `A is ${at}. ${read.value.note}`;
}

function Stop({ onDone }: Done): ReactNode {
  const isComparing = useApp((state) => state.view.compare !== undefined);
  const actions = useActions();
  if (!isComparing) return null;
  return (
    <div>
      <Button
        onClick={() => {
          actions.setCompare(undefined);
          onDone();
        }}
      >
        Stop comparing
      </Button>
    </div>
  );
}
