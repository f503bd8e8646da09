/** Since when measured traffic belongs to the configuration that stands (docs/policies.md §5.2). */
import type { Inventory } from '../../istio/inventory';
import { refText } from '../../istio/ref';
import { formatDuration } from '../../lib/duration';
import type { ComparableSpan, ConfigurationStep, Placed } from './model';

export interface Asked {
  readonly atSeconds: number;
  readonly windowSeconds: number;
  readonly scrapeIntervalSeconds: number;
  /** What happened before is left out, whatever the resources say. */
  readonly sinceSeconds?: number;
}

export interface Span {
  readonly comparable: ComparableSpan;
  /** Why nothing can be said yet: the change is too young, or younger than the window's end. */
  readonly tooYoung?: string;
}

/** Requests under way and samples from before need so many scrapes to be gone. */
const SETTLE_SCRAPES = 2;
/** A rate wants at least four scrapes (docs/telemetry.md §5). */
const LEAST_SCRAPES = 4;

export function comparableSpan(resources: readonly Placed[], inventory: Inventory, asked: Asked): Span {
  const { atSeconds, windowSeconds, scrapeIntervalSeconds, sinceSeconds } = asked;
  const settleSeconds = SETTLE_SCRAPES * scrapeIntervalSeconds;
  const changed = newestChange(resources, inventory);
  const start = atSeconds - windowSeconds;
  const settled = Math.max(changed === undefined ? start : changed.atSeconds + settleSeconds, sinceSeconds ?? start);
  const whole = { fromSeconds: start, toSeconds: atSeconds, ...(changed && { changed }), settleSeconds, shortened: false };
  const window = formatDuration(windowSeconds);
  if (settled <= start) {
    const says =
      changed === undefined
        ? `The last ${window}; no resource tells when it changed.`
        : `The last ${window}, all of it after the last change.`;
    return { comparable: { ...whole, says } };
  }
  const left = Math.floor(atSeconds - settled);
  const why =
    changed === undefined || changed.atSeconds + settleSeconds < settled ? 'the chosen moment' : `${refText(changed.ref)} changed`;
  if (changed !== undefined && changed.atSeconds > atSeconds) {
    const tooYoung = `${refText(changed.ref)} changed after this window: how it stood then is not known.`;
    return { comparable: { ...whole, says: tooYoung }, tooYoung };
  }
  const least = LEAST_SCRAPES * scrapeIntervalSeconds;
  if (left < least) {
    const ago = formatDuration(Math.max(0, Math.round(atSeconds - (changed?.atSeconds ?? settled))));
    const tooYoung = `${sentenceCase(why)} ${ago} ago; ${formatDuration(settleSeconds + least)} are needed before anything can be told.`;
    return { comparable: { ...whole, says: `${tooYoung} The figures are of the last ${window}, from before it as well.` }, tooYoung };
  }
  const says = `The last ${formatDuration(left)}: before that, ${why === 'the chosen moment' ? 'it is left out as asked' : `${why} and settled`}.`;
  return { comparable: { ...whole, fromSeconds: atSeconds - left, shortened: true, says } };
}

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function newestChange(resources: readonly Placed[], inventory: Inventory): ComparableSpan['changed'] {
  let newest: ComparableSpan['changed'];
  for (const { ref } of resources) {
    const { changedSeconds, createdSeconds } = inventory.get(ref) ?? {};
    const atSeconds = Math.max(changedSeconds ?? Number.NEGATIVE_INFINITY, createdSeconds ?? Number.NEGATIVE_INFINITY);
    if (Number.isFinite(atSeconds) && atSeconds > (newest?.atSeconds ?? Number.NEGATIVE_INFINITY)) newest = { atSeconds, ref };
  }
  return newest;
}

/** What the resources' own times tell of steps: made, and last changed. Oldest first, one a moment. */
export function configurationSteps(resources: readonly Placed[], inventory: Inventory, fromSeconds: number): readonly ConfigurationStep[] {
  const steps = new Map<string, ConfigurationStep>();
  for (const { ref } of resources) {
    const { changedSeconds, createdSeconds } = inventory.get(ref) ?? {};
    if (createdSeconds !== undefined)
      steps.set(`${createdSeconds} ${refText(ref)}`, { atSeconds: createdSeconds, says: `${refText(ref)} made`, ref });
    if (changedSeconds !== undefined && changedSeconds !== createdSeconds)
      steps.set(`${changedSeconds} ${refText(ref)}`, { atSeconds: changedSeconds, says: `${refText(ref)} changed`, ref });
  }
  return [...steps.values()].filter(({ atSeconds }) => atSeconds >= fromSeconds).sort((a, b) => a.atSeconds - b.atSeconds);
}
