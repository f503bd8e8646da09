import { ChevronDown } from 'lucide-react';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { LEAST_SPAN_SECONDS, lengthOf, SPAN_SECONDS, spanAround, spanUpToNow } from '../../app/span-choice';
import type { Span } from '../../app/view-state';
import { formatDuration } from '../../lib/duration';
import { instantText, offsetText, rangeText } from '../../lib/range-text';
import { err, ok, type Result } from '../../lib/result';
import { MOST_SPAN_SECONDS } from '../../telemetry/span/plan-span';
import { Button } from '../controls/Button';
import { Segments, TextInput } from '../controls/Field';
import { Flyout } from '../controls/Flyout';
import type { Clock } from '../text/parse-moment';
import { parseRange } from '../text/parse-range';
import { offsetOf } from '../text/range-text';
import { useApp, useAppHandle } from '../use-app';
import { useHeadSeconds, useTimeline } from './use-timeline';

const LENGTHS = SPAN_SECONDS.map((seconds) => ({ value: String(seconds), label: formatDuration(seconds) }));

/** Which span: lengths up to now or around the play head, or two typed moments. */
export function SpanMenu(): ReactNode {
  const { span, choose } = useTimeline();
  const zone = useApp((state) => state.preferences.timeZone);
  const { getState } = useAppHandle();
  const head = useHeadSeconds();
  const [open, setOpen] = useState(false);
  const offset = offsetOf(zone);
  const length = lengthOf(span);
  const nowSeconds = () => getState().clockMs / 1000;
  const chosen = (next: Span) => {
    choose(next);
    setOpen(false);
  };
  const text = rangeText(span.fromSeconds, span.toSeconds, offset);
  const trigger = (
    <Button aria-label={`Span: ${formatDuration(length)}, ${text}`} title={text} size="small">
      {formatDuration(length)}
      <SpanText span={span} offset={offset} />
      <ChevronDown size={14} className="shrink-0 text-muted" aria-hidden />
    </Button>
  );
  return (
    <Flyout name="Span" width="w-96" align="end" open={open} onOpenChange={setOpen} trigger={trigger}>
      <div className="flex flex-col gap-4">
        <section className="flex flex-col gap-2">
          <h2 className="font-semibold text-xs">Up to now</h2>
          <Segments
            name="Span up to now"
            value={undefined}
            choices={LENGTHS}
            onChoose={(one) => chosen(spanUpToNow(Number(one), nowSeconds()))}
          />
        </section>
        <section className="flex flex-col gap-2">
          <h2 className="font-semibold text-xs">Around {instantText(head, offset)}</h2>
          <Segments
            name="Span around the play head"
            value={undefined}
            choices={LENGTHS}
            onChoose={(one) => chosen(spanAround(head, Number(one), nowSeconds()))}
          />
        </section>
        <TypedSpan key={`${zone} ${span.fromSeconds} ${span.toSeconds}`} onChosen={chosen} />
        <p className="text-muted text-xs">
          Dragging over the time axis looks closer at a part. How far back there is something to see, the source decides: Prometheus keeps
          15 days unless it was told otherwise.
        </p>
      </div>
    </Flyout>
  );
}

/** "18:00–19:00"; where it ends on another day and there is room, "03-09 19:00–03-10 19:00". */
function SpanText({ span, offset }: { readonly span: Span; readonly offset: Clock['offset'] }): ReactNode {
  const [from, to] = [instantText(span.fromSeconds, offset), instantText(span.toSeconds, offset)];
  const day = (text: string) =>
    from.slice(0, 10) === to.slice(0, 10) ? null : <span className="@max-5xl:hidden">{text.slice(5, 11)}</span>;
  return (
    <span className="@max-2xl:hidden text-muted">
      {day(from)}
      {from.slice(11, 16)}–{day(to)}
      {to.slice(11, 16)}
    </span>
  );
}

/** Two moments as people write them, within what a timeline shows at once. */
function readSpan(from: string, to: string, clock: Clock): Result<Span, string> {
  const range = parseRange({ from, to }, clock, MOST_SPAN_SECONDS);
  if (!range.ok) return range;
  const { windowSeconds, end } = range.value;
  const toSeconds = Math.round(end.kind === 'now' ? clock.nowSeconds : end.seconds);
  if (windowSeconds < LEAST_SPAN_SECONDS)
    return err(`That span is ${formatDuration(windowSeconds)}; a timeline is at least ${formatDuration(LEAST_SPAN_SECONDS)} long.`);
  return ok({ fromSeconds: toSeconds - windowSeconds, toSeconds });
}

function TypedSpan({ onChosen }: { readonly onChosen: (span: Span) => void }): ReactNode {
  const { span } = useTimeline();
  const zone = useApp((state) => state.preferences.timeZone);
  const nowSeconds = useApp((state) => Math.floor(state.clockMs / 1000));
  const clock = { offset: offsetOf(zone), nowSeconds };
  const [from, setFrom] = useState(instantText(span.fromSeconds, clock.offset));
  const [to, setTo] = useState(instantText(span.toSeconds, clock.offset));
  const hintId = useId();
  const read = readSpan(from, to, clock);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (read.ok) onChosen(read.value);
  };
  const zoneText = offsetText(clock.offset(span.toSeconds));
  return (
    <form className="flex flex-col gap-2" onSubmit={apply}>
      <h2 className="font-semibold text-xs">From – to, {zoneText}</h2>
      <div className="flex items-center gap-2">
        <TextInput
          aria-label={`Start of the span, ${zoneText}`}
          value={from}
          aria-invalid={!read.ok && read.error.startsWith('From')}
          aria-describedby={hintId}
          onChange={(event) => setFrom(event.target.value)}
        />
        <span aria-hidden>–</span>
        <TextInput
          aria-label={`End of the span, ${zoneText}`}
          value={to}
          aria-invalid={!read.ok && !read.error.startsWith('From')}
          aria-describedby={hintId}
          onChange={(event) => setTo(event.target.value)}
        />
      </div>
      <p id={hintId} role="status" className="text-fail text-xs empty:hidden">
        {read.ok ? '' : `✕ ${read.error}`}
      </p>
      <Button type="submit" disabled={!read.ok}>
        Show this span
      </Button>
    </form>
  );
}
