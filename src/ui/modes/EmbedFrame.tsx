/** The map inside another page: one slim line says whose it is and how old, and leads to the whole. */
import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { linkTo } from '../../app/url-codec/url-codec';
import { formatDuration } from '../../lib/duration';
import { minuteText, rangeText } from '../../lib/range-text';
import { displayText } from '../../scene/display-text';
import { CanvasState } from '../canvas/CanvasState';
import { ErrorBoundary } from '../controls/ErrorBoundary';
import { ageText, freshness } from '../status/freshness';
import { offsetOf } from '../text/range-text';
import { useApp } from '../use-app';
import { useSource } from '../use-source';
import { ModeMap } from './ModeMap';

export function EmbedFrame(): ReactNode {
  return (
    <div className="flex h-dvh flex-col" data-mode="embed">
      <main className="relative min-h-0 flex-1" aria-label="Service graph">
        <h1 className="sr-only">Seamark</h1>
        <ErrorBoundary what="The map">
          <ModeMap strip="closed" />
        </ErrorBoundary>
        <CanvasState />
      </main>
      <footer className="flex min-h-7 shrink-0 items-center gap-2 border-line border-t bg-surface px-2 text-xs">
        <EmbedState />
        <OpenInSeamark />
      </footer>
    </div>
  );
}

/** Source, time and age; what does not fit is cut at its end, the age comes first because it decides whether to believe the rest. */
function EmbedState(): ReactNode {
  const view = useApp((state) => state.view);
  const status = useApp((state) => state.status);
  const clockMs = useApp((state) => state.clockMs);
  const atSeconds = useApp((state) => state.picture?.atSeconds);
  const windowSeconds = useApp((state) => state.picture?.windowSeconds ?? state.view.windowSeconds);
  const offset = offsetOf(useApp((state) => state.preferences.timeZone));
  const source = useSource();
  const fresh = freshness({ view, status, clockMs });
  const age = 'ageSeconds' in fresh ? `${ageText(fresh.ageSeconds)} old` : undefined;
  const time = atSeconds === undefined ? 'asking…' : rangeText(atSeconds - windowSeconds, atSeconds, offset);
  const short = atSeconds === undefined ? '' : minuteText(atSeconds, offset).slice(11);
  return (
    <p className="min-w-0 flex-1 truncate text-muted" data-freshness={fresh.kind} title={time}>
      {age === undefined ? null : (
        <span className={fresh.kind === 'stale' ? 'font-semibold text-warn' : 'text-ink'}>
          {fresh.kind === 'stale' ? '▲ stale, ' : ''}
          {age} ·{' '}
        </span>
      )}
      {source === undefined ? '' : `${displayText(source.label, 40)} · `}
      <span className="max-sm:hidden">{time}</span>
      <span className="sm:hidden">{short}</span> · {formatDuration(windowSeconds)}
    </p>
  );
}

function OpenInSeamark(): ReactNode {
  const view = useApp((state) => state.view);
  const { search } = linkTo({ ...view, mode: 'page' });
  return (
    <a
      href={search === '' ? '?' : `?${search}`}
      target="_blank"
      rel="noopener noreferrer"
      className="inline-flex min-h-6 shrink-0 items-center gap-1 text-accent underline underline-offset-2"
    >
      Open in Seamark
      <ExternalLink size={12} aria-hidden />
    </a>
  );
}
