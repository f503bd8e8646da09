import { ChevronLeft, ChevronRight, Eye, EyeOff, Maximize, Pause, Play as PlayIcon, Square, Waypoints, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { STEP_SECONDS } from '../../../app/preferences';
import { Button, IconButton } from '../../controls/Button';
import { Menu, MenuChoices } from '../../controls/Menu';
import { useActions, useApp } from '../../use-app';
import { useMedia } from '../../use-media';
import type { FullScreen } from '../use-full-screen';
import type { Play } from './use-play';
import type { PresentAction } from './use-present-keys';
import type { Story } from './use-story';

interface PresentControlsProps {
  readonly story: Story;
  readonly play: Play;
  readonly blank: boolean;
  readonly fullScreen: FullScreen;
  readonly act: (action: PresentAction) => void;
  readonly onLeave: () => void;
}

/** Everything the keys do, for pointers and fingers. */
export function PresentControls({ story, play, fullScreen, act, onLeave }: PresentControlsProps): ReactNode {
  const masked = useApp((state) => state.view.masked);
  const flow = useApp((state) => state.preferences.flowPresenting);
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const { at, steps } = story;
  const playing = play.remainingSeconds !== undefined;
  const isLast = at >= steps.length - 1;
  return (
    <div className="ml-auto flex flex-wrap items-center gap-1" role="toolbar" aria-label="Presenting">
      <IconButton
        label="Previous step"
        shortcut="←, Page Up"
        icon={ChevronLeft}
        look="plain"
        disabled={at <= 0}
        onClick={() => act('previous')}
      />
      <Button aria-label="Next step" title="Next step (→, Page Down, Space)" look="primary" disabled={isLast} onClick={() => act('next')}>
        Next
        <ChevronRight size={15} aria-hidden />
      </Button>
      <IconButton
        label={playing ? 'Stop playing' : 'Play by the clock'}
        shortcut="p"
        icon={playing ? Pause : PlayIcon}
        disabled={isLast && !playing}
        onClick={() => act('play')}
      />
      <SecondsPerStep />
      <IconButton
        label={masked ? 'Show names' : 'Mask names'}
        shortcut="m"
        icon={masked ? EyeOff : Eye}
        aria-pressed={masked}
        onClick={() => act('mask')}
      />
      <IconButton
        label={still ? 'Moving dots: off, this system asks for reduced motion' : 'Moving dots'}
        shortcut="a"
        icon={Waypoints}
        aria-pressed={flow && !still}
        disabled={still}
        onClick={() => act('flow')}
      />
      <IconButton label="Blank the screen" shortcut="b" icon={Square} onClick={() => act('blank')} />
      {fullScreen.offered ? <IconButton label="Full screen" icon={Maximize} onClick={fullScreen.enter} /> : null}
      <IconButton label="Leave" shortcut="Esc" icon={X} onClick={onLeave} />
    </div>
  );
}

function SecondsPerStep(): ReactNode {
  const seconds = useApp((state) => state.preferences.secondsPerStep);
  const actions = useActions();
  return (
    <Menu name="Each step" value={`${seconds} s`}>
      <MenuChoices
        value={String(seconds)}
        choices={STEP_SECONDS.map((each) => ({ value: String(each), label: `${each} seconds` }))}
        onChoose={(chosen) => actions.setSecondsPerStep(Number(chosen))}
      />
    </Menu>
  );
}
