import { type ReactNode, useMemo } from 'react';
import { formatRatio, formatShare } from '../../../lib/format-number';
import { displayText } from '../../../scene/display-text';
import { configuredText } from '../../../scene/labels/split';
import type { Tone } from '../../../scene/scene';
import { observedShare } from '../../../scene/streams';
import { useCanaries } from '../../canary/use-canaries';
import { TONE_TEXT } from '../../controls/marks';
import { UNKNOWN } from '../../text/edge-numbers';
import { useApp } from '../../use-app';
import { type ToldSplit, type ToldVersion, toldSplits, worseVersions } from './told-splits';

/** An audience follows one split, two at most. */
const MOST_SPLITS = 2;

/** Per version what it got of what the route gives it, and how it answers: the numbers a canary is about. */
export function VersionShares(): ReactNode {
  const picture = useApp((state) => state.picture);
  const scene = useApp((state) => state.scene);
  const splits = useMemo(
    () => (picture === undefined || scene === undefined ? [] : toldSplits(picture, scene).slice(0, MOST_SPLITS)),
    [picture, scene],
  );
  return splits.length === 0 ? null : <SplitLines splits={splits} />;
}

/** The question whether a version is worse is asked only where there is a split. */
function SplitLines({ splits }: { readonly splits: readonly ToldSplit[] }): ReactNode {
  const { answer } = useCanaries();
  const mask = useApp((state) => state.mask);
  const worse = useMemo(() => worseVersions(answer?.reports ?? [], mask), [answer, mask]);
  return (
    <section aria-label="Shares of versions" className="flex flex-wrap gap-x-10 gap-y-1 overflow-hidden md:h-8">
      {splits.map((split) => (
        <SplitLine key={split.stream.id} split={split} worse={worse} />
      ))}
    </section>
  );
}

function SplitLine({
  split: { stream, versions },
  worse,
}: {
  readonly split: ToldSplit;
  readonly worse: ReturnType<typeof worseVersions>;
}): ReactNode {
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-6 gap-y-1 text-wall">
      <h2 className="min-w-0 font-semibold">{displayText(stream.host.split('.')[0] ?? stream.host, 40)}</h2>
      <ul className="flex flex-wrap gap-x-8 gap-y-1">
        {versions.map((version) => (
          <Version
            key={version.part.version}
            version={version}
            observed={observedShare(stream, version.part)}
            worse={version.part.perSecond > 0 && worse(stream.host, version.part.version)}
          />
        ))}
      </ul>
    </div>
  );
}

const SICK: Partial<Readonly<Record<Tone, string>>> = { warn: '▲', fail: '✕' };

interface VersionProps {
  readonly version: ToldVersion;
  readonly observed: number | undefined;
  /** By the test of docs/policies.md §5, not by thresholds. */
  readonly worse: boolean;
}

function Version({ version, observed, worse }: VersionProps): ReactNode {
  const { part, errorRatio, tone } = version;
  const sign = SICK[tone];
  return (
    <li className="flex items-center gap-2.5 max-md:flex-wrap md:whitespace-nowrap" data-version={part.version}>
      <span className="font-semibold">{displayText(part.version, 24)}</span>
      <PartBar observed={observed ?? 0} configured={part.configured?.most} tone={tone} />
      <span>
        <span className="font-semibold" data-metric="observed" data-value={observed}>
          {observed === undefined ? UNKNOWN : formatShare(observed)}
        </span>{' '}
        of <span data-metric="configured">{configuredText(part) ?? 'nothing'}</span>
      </span>
      {worse ? (
        <span className={`font-semibold ${TONE_TEXT.fail}`} data-metric="worse">
          ✕ worse
        </span>
      ) : null}
      {errorRatio === undefined ? null : (
        <span className={sign === undefined ? 'text-muted' : `font-semibold ${TONE_TEXT[tone]}`} data-metric="errors">
          {sign === undefined || worse ? '' : `${sign} `}
          {formatRatio(errorRatio)} errors
        </span>
      )}
    </li>
  );
}

/** Filled as far as observed, with a stroke where the route says. */
function PartBar({
  observed,
  configured,
  tone,
}: {
  readonly observed: number;
  readonly configured: number | undefined;
  readonly tone: Tone;
}): ReactNode {
  const at = (share: number): number => 1 + 98 * Math.max(0, Math.min(1, share));
  return (
    <svg viewBox="0 0 100 16" preserveAspectRatio="none" className={`h-4 w-28 ${TONE_TEXT[tone === 'idle' ? 'ok' : tone]}`} aria-hidden>
      <rect x="0.5" y="3" width="99" height="10" rx="2" fill="var(--surface-sunken)" stroke="var(--border-strong)" strokeWidth="0.75" />
      <rect x="1" y="3.5" width={at(observed) - 1} height="9" rx="1.5" fill="currentColor" />
      {configured === undefined ? null : <rect x={at(configured) - 1} y="0" width="2" height="16" fill="var(--text)" />}
    </svg>
  );
}
