import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { formatDuration } from '../../lib/duration';
import { instantText, offsetText, rangeText } from '../../lib/range-text';
import { Button } from '../controls/Button';
import { TextInput } from '../controls/Field';
import { type Clock, parseMoment } from '../text/parse-moment';
import { parseRange, type TypedRange as RangeValue } from '../text/parse-range';
import { offsetOf } from '../text/range-text';
import { useActions, useApp } from '../use-app';

/** Whoever types only the end moves the window; whoever types both sets its length. */
export function TypedRange(): ReactNode {
  const end = useApp((state) => state.view.end);
  const windowSeconds = useApp((state) => state.view.windowSeconds);
  const zone = useApp((state) => state.preferences.timeZone);
  const nowSeconds = useApp((state) => Math.floor(state.clockMs / 1000));
  const actions = useActions();
  const [draft, setDraft] = useState<{ readonly from?: string; readonly to?: string }>({});
  const hintId = useId();
  const clock = { offset: offsetOf(zone), nowSeconds };
  const zoneText = offsetText(clock.offset(end.kind === 'at' ? end.seconds : nowSeconds));
  const to = draft.to ?? (end.kind === 'at' ? instantText(end.seconds, clock.offset) : 'now');
  const from = draft.from ?? startBefore(to, windowSeconds, clock);
  const range = parseRange({ from, to }, clock);
  const touched = draft.from !== undefined || draft.to !== undefined;
  const wrong = touched && !range.ok;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (!range.ok) return;
    actions.setTime(range.value.windowSeconds, range.value.end);
    setDraft({});
  };
  return (
    <form className="flex flex-col gap-2" onSubmit={apply} aria-describedby={hintId}>
      <div className="flex items-center gap-2">
        <TextInput
          aria-label={`Start of the window, ${zoneText}`}
          value={from}
          placeholder="now-1h"
          aria-invalid={wrong && range.error.startsWith('From')}
          aria-describedby={hintId}
          onChange={(event) => setDraft({ ...draft, from: event.target.value })}
        />
        <span aria-hidden>–</span>
        <TextInput
          aria-label={`End of the window, ${zoneText}`}
          value={to}
          placeholder="now"
          aria-invalid={wrong && !range.error.startsWith('From')}
          aria-describedby={hintId}
          onChange={(event) => setDraft({ ...draft, to: event.target.value })}
        />
      </div>
      <div id={hintId} role="status" className="text-xs">
        {range.ok ? <RangeRead range={range.value} clock={clock} touched={touched} /> : <p className="text-fail">✕ {range.error}</p>}
      </div>
      <Button type="submit" disabled={!touched || !range.ok} look={touched && range.ok ? 'primary' : 'plain'}>
        Show this range
      </Button>
    </form>
  );
}

function startBefore(to: string, windowSeconds: number, clock: Clock): string {
  if (to === 'now') return `now-${formatDuration(windowSeconds)}`;
  const end = parseMoment(to, clock);
  return end.ok ? instantText(end.value.seconds - windowSeconds, clock.offset) : '';
}

/** How the typed text was understood, and what to know about it. */
function RangeRead({ range, clock, touched }: { readonly range: RangeValue; readonly clock: Clock; readonly touched: boolean }): ReactNode {
  const at = range.end.kind === 'now' ? clock.nowSeconds : range.end.seconds;
  return (
    <>
      {touched ? (
        <p className="text-muted">
          {rangeText(at - range.windowSeconds, at, clock.offset)}, {formatDuration(range.windowSeconds)}
          {range.end.kind === 'now' ? ', following now' : ''}
        </p>
      ) : null}
      {range.notes.map((note) => (
        <p key={note} className="text-warn">
          ▲ {note}
        </p>
      ))}
    </>
  );
}
