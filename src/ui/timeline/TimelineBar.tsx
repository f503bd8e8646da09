import { ChevronsLeft, ChevronsRight, Flag, Pause, Play, Radio, Undo2, X, ZoomIn, ZoomOut } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { commands } from '../../app/commands/index';
import { lengthOf, movedSpan, zoomedSpan } from '../../app/span-choice';
import { heldGrid } from '../../app/span-head';
import { instantText, isoText, offsetText } from '../../lib/range-text';
import { Button, IconButton } from '../controls/Button';
import { Menu, MenuChoices } from '../controls/Menu';
import { offsetOf } from '../text/range-text';
import { useActions, useApp, useAppHandle } from '../use-app';
import { Changes } from './Changes';
import { Held } from './Held';
import { speedText } from './moment-text';
import { SpanMenu } from './SpanMenu';
import type { TimelineMark } from './timeline-marks';
import { useHeadSeconds, useTimeline } from './use-timeline';

const SPEEDS: readonly number[] = [1, 5, 15, 30, 60];
/** A day at 60× takes 24 minutes. */
const SPEEDS_OF_LONG: readonly number[] = [...SPEEDS, 300];
const LONG_SECONDS = 2 * 3600;

interface TimelineBarProps {
  readonly marks: readonly TimelineMark[];
  readonly onClose: () => void;
}

export function TimelineBar({ marks, onClose }: TimelineBarProps): ReactNode {
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-1 gap-y-0.5 px-2 py-1 sm:px-3">
      <PlayControls />
      <MarkButton />
      <Moment />
      <Loading />
      <span className="@max-lg:hidden flex-1" />
      <Changes marks={marks} />
      <SpanControls />
      <Held />
      <IconButton label="Close the timeline" shortcut="T" icon={X} onClick={onClose} />
    </div>
  );
}

function PlayControls(): ReactNode {
  const { play, playing, span } = useTimeline();
  const [speed, setSpeed] = useState(60);
  const ready = useApp((state) => heldGrid(state) !== undefined);
  const speeds = lengthOf(span) > LONG_SECONDS ? SPEEDS_OF_LONG : SPEEDS;
  return (
    <>
      <IconButton
        label={playing ? 'Pause playing' : 'Play'}
        icon={playing ? Pause : Play}
        look="plain"
        disabled={!ready}
        onClick={() => (playing ? play.pause() : play.play())}
      />
      <Menu name="Speed" value={`${speed}×`} className="!px-1.5">
        <MenuChoices
          value={String(speed)}
          choices={speeds.map((one) => ({ value: String(one), label: speedText(one) }))}
          onChoose={(value) => {
            setSpeed(Number(value));
            play.setSpeed(Number(value));
          }}
        />
      </Menu>
    </>
  );
}

function MarkButton(): ReactNode {
  const app = useAppHandle();
  const command = commands.find(({ id }) => id === 'mark');
  if (command === undefined) return null;
  return <IconButton label={command.title} shortcut={command.key} icon={Flag} onClick={() => command.run(app)} />;
}

/** Where the head is, in full; a narrow window has it on the line that the timeline folds to. */
function Moment(): ReactNode {
  const seconds = useHeadSeconds();
  const zone = useApp((state) => state.preferences.timeZone);
  const offset = offsetOf(zone);
  const text = instantText(seconds, offset);
  return (
    <>
      <p className="ml-1 whitespace-nowrap max-lg:hidden">
        <span className="@max-5xl:hidden text-muted">{text.slice(0, 10)} </span>
        <time dateTime={isoText(seconds)} className="font-semibold">
          {text.slice(11)}
        </time>
        <span className="@max-lg:hidden text-muted"> {offsetText(offset(seconds))}</span>
      </p>
      <Live />
    </>
  );
}

/** Whether now is followed; if not, the way back. A file has no now. */
function Live(): ReactNode {
  const live = useApp((state) => state.view.end.kind === 'now');
  const recorded = useApp((state) => state.snapshot !== undefined);
  const actions = useActions();
  const { play } = useTimeline();
  if (recorded) return null;
  if (live)
    return (
      <span className="ml-1 inline-flex items-center gap-1 text-muted text-xs">
        <Radio size={13} aria-hidden /> live
      </span>
    );
  return (
    <Button
      look="quiet"
      icon={Radio}
      aria-label="Back to live: follow now again"
      title="The refresh rests while a moment of the past is shown"
      size="small"
      onClick={() => {
        play.pause();
        actions.setEnd({ kind: 'now' });
      }}
    >
      Back to live
    </Button>
  );
}

const LOADING_WORDS = {
  none: 'Asking for the totals…',
  strip: 'Totals are here; asking for every edge…',
  rates: 'Edges are here; asking for latency…',
  complete: '',
} as const;

/** What is still on its way. */
function Loading(): ReactNode {
  const loading = useApp((state) => state.span?.phase === 'loading');
  const stage = useApp((state) => (state.span?.outdated === true ? 'none' : (state.span?.overview?.stage ?? 'none')));
  return (
    <p role="status" className="min-w-0 truncate text-muted text-xs">
      {loading ? LOADING_WORDS[stage] : ''}
    </p>
  );
}

function SpanControls(): ReactNode {
  const { span, choose, back } = useTimeline();
  const nowSeconds = useApp((state) => Math.floor(state.clockMs / 60_000) * 60);
  const seconds = useHeadSeconds();
  const length = lengthOf(span);
  const later = movedSpan(span, length / 2, nowSeconds);
  return (
    <>
      <SpanMenu />
      <fieldset aria-label="Move and zoom the span" className="flex items-center">
        <IconButton label="Earlier by half a span" icon={ChevronsLeft} onClick={() => choose(movedSpan(span, -length / 2, nowSeconds))} />
        <IconButton
          label="Later by half a span"
          icon={ChevronsRight}
          disabled={later.toSeconds <= span.toSeconds}
          onClick={() => choose(later)}
        />
        <IconButton
          label="Look closer: half the span"
          icon={ZoomIn}
          className="@max-lg:hidden"
          onClick={() => choose(zoomedSpan(span, 0.5, seconds, nowSeconds))}
        />
        <IconButton
          label="Look at more: twice the span"
          icon={ZoomOut}
          className="@max-lg:hidden"
          onClick={() => choose(zoomedSpan(span, 2, seconds, nowSeconds))}
        />
        <IconButton label="Back to the span before" icon={Undo2} disabled={back === undefined} onClick={() => back?.()} />
      </fieldset>
    </>
  );
}
