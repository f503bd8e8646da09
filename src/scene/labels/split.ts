/** Observed share of configured share, where a route splits what one caller sends: "11.8 % of 10 %". */
import { formatShare } from '../../lib/format-number';
import type { DrawnStreamPart } from '../../policy/drawn';
import { displayText } from '../display-text';
import { type EdgePart, type EdgeSplit, observedShare } from '../streams';
import type { EdgeLabel, LabelText } from './edge-label';

const MOST_VERSIONS = 3;

/** "10 %", and "0–25 %" where the request decides; undefined where nobody configured anything. */
export function configuredText({ configured }: Pick<DrawnStreamPart, 'configured'>): string | undefined {
  if (configured === undefined) return undefined;
  const { least, most } = configured;
  return least === most ? formatShare(least) : `${formatShare(least).replace(' %', '')}–${formatShare(most)}`;
}

/** "11.8 % of 10 %"; without configuration "11.8 %"; where nothing flows in the whole stream "no traffic of 10 %". */
export function shareText(stream: EdgeSplit['stream'], part: DrawnStreamPart): string {
  const share = observedShare(stream, part);
  const observed = share === undefined ? 'no traffic' : formatShare(share);
  const configured = configuredText(part);
  return configured === undefined ? observed : `${observed} of ${configured}`;
}

/** What nobody configured comes last. */
const mostOf = ({ part }: EdgePart): number => part.configured?.most ?? 2;

/** One text a version that runs on the edge. */
export function splitTexts({ stream, parts }: EdgeSplit): readonly LabelText[] {
  const alone = parts.length === 1;
  // Where there is room for one alone, it is the candidate.
  const smallFirst = parts.toSorted((a, b) => mostOf(a) - mostOf(b));
  const shown = parts.length > MOST_VERSIONS ? smallFirst.slice(0, MOST_VERSIONS - 1) : smallFirst;
  const texts = shown.map(({ part, share, first }): LabelText => {
    const text = first ? shareText(stream, part) : formatShare(share ?? 0);
    return { text: alone ? text : `${displayText(part.version, 12)} ${text}`, tone: part.perSecond === 0 ? 'idle' : 'ok' };
  });
  return shown.length === parts.length ? texts : [...texts, { text: `+${parts.length - shown.length} versions`, tone: 'ok' }];
}

export const split: EdgeLabel = {
  id: 'split',
  title: 'Split',
  example: '11.8 % of 10 %',
  means: 'observed of configured share of what this caller sends; a range depends on the request',
  shownIn: ({ edges }) => edges.some(({ stream }) => stream !== undefined),
  of: (_edge, { split: found }) => (found === undefined ? undefined : splitTexts(found)),
};
