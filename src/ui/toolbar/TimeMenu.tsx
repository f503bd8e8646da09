import { ChevronDown, Clock } from 'lucide-react';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { stepTime } from '../../app/step-time';
import { formatDuration, parseDuration } from '../../lib/duration';
import { momentText, offsetText } from '../../lib/range-text';
import { Button } from '../controls/Button';
import { Segments, TextInput } from '../controls/Field';
import { Flyout } from '../controls/Flyout';
import { late } from '../late';
import { MOST_WINDOW_SECONDS } from '../text/most-window';
import { offsetOf } from '../text/range-text';
import { useActions, useApp, useAppHandle } from '../use-app';
import { WINDOWS_SECONDS } from './choices';

const TypedRange = late(async () => (await import('./TypedRange')).TypedRange);

/** Window and end: what span is drawn. */
export function TimeMenu(): ReactNode {
  const windowSeconds = useApp((state) => state.view.windowSeconds);
  const end = useApp((state) => state.view.end);
  const zone = useApp((state) => state.preferences.timeZone);
  const offset = offsetOf(zone);
  const length = formatDuration(windowSeconds);
  const [first, rest] = end.kind === 'now' ? ['last', length] : [`${length} to`, momentText(end.seconds, offset)];
  // Never cut: whoever reads a wrong time draws wrong conclusions. Where room is short it takes two lines.
  const trigger = (
    <Button icon={Clock} aria-label={`Window: ${first} ${rest}`} className="max-sm:[&>svg]:hidden">
      <span className="tight:flex tight:flex-col tight:items-start tight:text-2xs tight:leading-3.5">
        <span>{first}</span> <span>{rest}</span>
      </span>
      <ChevronDown size={14} className="shrink-0 text-muted" aria-hidden />
    </Button>
  );
  return (
    <Flyout name="Window" width="w-96" trigger={trigger}>
      <div className="flex flex-col gap-4">
        <WindowLength />
        <WindowEnd />
      </div>
    </Flyout>
  );
}

function WindowLength(): ReactNode {
  const windowSeconds = useApp((state) => state.view.windowSeconds);
  const actions = useActions();
  const [text, setText] = useState('');
  const errorId = useId();
  const seconds = parseDuration(text.trim());
  const valid = seconds !== undefined && seconds >= 1 && seconds <= MOST_WINDOW_SECONDS;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (seconds === undefined || !valid) return;
    actions.setWindow(seconds);
    setText('');
  };
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold text-xs">Length</h2>
      <Segments
        widths="rows"
        name="Window length"
        value={String(windowSeconds)}
        choices={WINDOWS_SECONDS.map((one) => ({ value: String(one), label: formatDuration(one) }))}
        onChoose={(one) => actions.setWindow(Number(one))}
      />
      <form className="flex gap-2" onSubmit={apply}>
        <TextInput
          aria-label="Custom window length"
          placeholder={`Custom, such as 45m (now ${formatDuration(windowSeconds)})`}
          value={text}
          aria-invalid={text !== '' && !valid}
          aria-describedby={errorId}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" disabled={!valid}>
          Set
        </Button>
      </form>
      <p id={errorId} className="text-muted text-xs empty:hidden">
        {text !== '' && !valid ? 'Write 90s, 45m, 2h or 1h30m; from 1s to 7d.' : ''}
      </p>
    </section>
  );
}

/** Now or not, one window back and forth, and whose clock is shown. */
function WindowEnd(): ReactNode {
  const end = useApp((state) => state.view.end);
  const windowSeconds = useApp((state) => state.view.windowSeconds);
  const zone = useApp((state) => state.preferences.timeZone);
  const asked = useApp((state) => state.picture?.atSeconds ?? Math.floor(state.clockMs / 60_000) * 60);
  const app = useAppHandle();
  const { actions } = app;
  const offset = offsetOf(zone);
  const shown = end.kind === 'at' ? end.seconds : Math.floor(asked);
  return (
    <section className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <h2 className="font-semibold text-xs">From – to</h2>
        <Segments
          name="Time zone"
          value={zone}
          choices={[
            { value: 'utc', label: 'UTC' },
            { value: 'local', label: 'Local' },
          ]}
          onChoose={actions.setTimeZone}
        />
      </div>
      <div className="grid grid-cols-3 gap-2">
        <Button onClick={() => actions.setEnd(stepTime(app.getState(), 'earlier'))}>Earlier</Button>
        <Button
          look={end.kind === 'now' ? 'primary' : 'plain'}
          aria-pressed={end.kind === 'now'}
          onClick={() => actions.setEnd(end.kind === 'now' ? { kind: 'at', seconds: shown } : { kind: 'now' })}
        >
          Now
        </Button>
        <Button onClick={() => actions.setEnd(stepTime(app.getState(), 'later'))} disabled={end.kind === 'now'}>
          Later
        </Button>
      </div>
      {/* Another range starts the typing anew. */}
      <TypedRange key={`${zone} ${windowSeconds} ${end.kind === 'at' ? end.seconds : 'now'}`} />
      <p className="text-muted text-xs">
        Times are {zone === 'utc' ? 'UTC' : `this computer’s, ${offsetText(offset(shown))}`}, unless you write an offset. A fixed end stops
        the refresh.
      </p>
    </section>
  );
}
