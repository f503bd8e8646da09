/** A talk over the live map: one step after the other, in letters that carry, by keys, a remote control, the pointer or the clock. */
import { type ReactNode, useCallback, useState } from 'react';
import { isMasked } from '../../../app/masking';
import { displayText } from '../../../scene/display-text';
import { CanvasState } from '../../canvas/CanvasState';
import { ErrorBoundary } from '../../controls/ErrorBoundary';
import { useApp, useAppHandle } from '../../use-app';
import { useSource } from '../../use-source';
import { Age, Clock } from '../Clock';
import { ModeMap } from '../ModeMap';
import { useFullScreen } from '../use-full-screen';
import { PresentControls } from './PresentControls';
import { PresentLegend } from './PresentLegend';
import { type Leaving, useLeaving } from './use-leaving';
import { usePlay } from './use-play';
import { type PresentAction, usePresentKeys } from './use-present-keys';
import { type Story, useStory } from './use-story';
import { VersionShares } from './VersionShares';

/** As on the wall: the smallest text of the map becomes 18 px. */
const TEXT_SCALE = '[--map-text-scale:1.75]';
const ZOOM_STEP = 1.25;

export function PresentBoard(): ReactNode {
  const story = useStory();
  const play = usePlay(story);
  const leaving = useLeaving();
  const fullScreen = useFullScreen(leaving.leave);
  const [blank, setBlank] = useState(false);
  const act = useActing({ story, togglePlay: play.toggle, blank, setBlank, stay: leaving.stay });
  usePresentKeys(act);
  return (
    <div className="flex h-dvh flex-col short:h-160" data-mode="present">
      <Caption story={story} remainingSeconds={play.remainingSeconds} />
      <main className={`relative min-h-0 flex-1 ${TEXT_SCALE}`} aria-label="Service graph">
        <ErrorBoundary what="The map">
          <ModeMap strip="none" />
        </ErrorBoundary>
        <Lack />
        <LeavingQuestion leaving={leaving} />
      </main>
      <footer className="flex shrink-0 flex-col gap-2 border-line border-t bg-surface px-5 py-2">
        <ErrorBoundary what="The shares of versions">
          <VersionShares />
        </ErrorBoundary>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
          <PresentLegend />
          <PresentControls story={story} play={play} blank={blank} fullScreen={fullScreen} act={act} onLeave={leaving.leave} />
        </div>
      </footer>
      {blank ? <Blank onEnd={() => setBlank(false)} /> : null}
    </div>
  );
}

interface Acting {
  readonly story: Story;
  readonly togglePlay: () => void;
  readonly blank: boolean;
  readonly setBlank: (blank: boolean) => void;
  readonly stay: () => void;
}

/** What a key or a button does. On a blanked screen the first key only brings the picture back. */
function useActing({ story, togglePlay, blank, setBlank, stay }: Acting): (action: PresentAction) => void {
  const app = useAppHandle();
  const { steps, at, go } = story;
  const goTo = (to: number) => {
    if (to !== at && to >= 0 && to < steps.length) go(to);
  };
  const actions: Readonly<Record<PresentAction, () => void>> = {
    next: () => goTo(at + 1),
    previous: () => goTo(at - 1),
    first: () => goTo(0),
    last: () => goTo(steps.length - 1),
    blank: () => setBlank(true),
    play: togglePlay,
    mask: () => app.actions.setMasked(!app.getState().view.masked),
    flow: () => app.actions.setFlowPresenting(!app.getState().preferences.flowPresenting),
    'zoom-in': () => app.canvas?.zoomBy(ZOOM_STEP),
    'zoom-out': () => app.canvas?.zoomBy(1 / ZOOM_STEP),
    fit: () => app.canvas?.fit(),
  };
  return (action) => {
    stay();
    if (blank) setBlank(false);
    else actions[action]();
  };
}

/** Title and sentence of the step, how far the talk is, the time and how old the picture is; the step is said to screen readers too. */
function Caption({ story, remainingSeconds }: { readonly story: Story; readonly remainingSeconds: number | undefined }): ReactNode {
  const { steps, at, now } = story;
  const progress = at < 0 ? `${steps.length} steps` : `${at + 1} of ${steps.length}`;
  const title = displayText(now.title, 120);
  const says = displayText(now.says === '' ? ' ' : now.says, 300);
  return (
    // Of one height whatever a step says: the map below must not move.
    <header className="flex shrink-0 items-center gap-x-8 gap-y-1 border-line border-b bg-surface px-5 py-2.5 max-md:flex-col max-md:items-start">
      <h1 className="max-w-[36%] shrink-0 truncate font-semibold text-wall-xl max-md:max-w-full" title={title}>
        {title}
      </h1>
      <p className="line-clamp-2 min-h-14 min-w-0 flex-1 content-center text-pretty text-muted text-wall max-md:flex-none">{says}</p>
      <p aria-live="polite" className="sr-only" data-testid="step-said">
        {at < 0 ? title : `Step ${progress}: ${title}. ${now.says === '' ? '' : says}`}
      </p>
      <div className="flex shrink-0 flex-col items-end">
        <p className="flex flex-wrap items-center gap-x-4 whitespace-nowrap text-wall">
          <Progress at={at} steps={steps.length} />
          <span className="font-semibold">{progress}</span>
          <Clock className="font-semibold" zoneClassName="text-muted" />
        </p>
        <p className="text-muted text-stage">
          {remainingSeconds === undefined ? null : <span className="text-ink">next in {remainingSeconds} s · </span>}
          <Age />
        </p>
      </div>
    </header>
  );
}

function Progress({ at, steps }: { readonly at: number; readonly steps: number }): ReactNode {
  return (
    <span className="flex gap-1" aria-hidden>
      {Array.from({ length: steps }, (_, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place.
          key={index}
          className={`h-2.5 w-5 rounded-full border ${index <= at ? 'border-accent bg-accent' : 'border-line-strong'}`}
        />
      ))}
    </span>
  );
}

/** Why there is no map. It names source and scope, so under a mask it is one sentence. */
function Lack(): ReactNode {
  const masked = useApp((state) => isMasked(state.view));
  const empty = useApp((state) => state.picture === undefined || state.picture.mesh.nodes.length === 0);
  if (!masked) return <CanvasState />;
  if (!empty) return null;
  return (
    <p role="status" className="absolute inset-0 flex items-center justify-center p-6 text-center text-wall">
      Nothing to show yet.
    </p>
  );
}

function LeavingQuestion({ leaving }: { readonly leaving: Leaving }): ReactNode {
  const source = useSource();
  if (!leaving.asking || source === undefined) return null;
  return (
    <p
      role="alert"
      className="absolute inset-x-0 top-4 mx-auto w-fit max-w-full rounded-lg border border-line-strong bg-surface px-5 py-3 text-stage shadow-float"
    >
      The page shows real names. Escape once more leaves; any other key stays.
    </p>
  );
}

function Blank({ onEnd }: { readonly onEnd: () => void }): ReactNode {
  const focus = useCallback((button: HTMLButtonElement | null) => button?.focus(), []);
  return (
    <button
      type="button"
      ref={focus}
      onClick={onEnd}
      aria-label="The screen is blank: show the map again"
      className="fixed inset-0 z-50 bg-blank"
    />
  );
}
