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

/** What is configured, else what is measured. */
const sizeOf = ({ part, share }: EdgePart): number => part.configured?.most ?? share ?? 0;

/** One text a version that runs on the edge; of several all but the largest, which has the rest: there is little room. */
export function splitTexts({ stream, parts }: EdgeSplit): readonly LabelText[] {
  const alone = parts.length === 1;
  const smallFirst = parts.toSorted((a, b) => sizeOf(a) - sizeOf(b));
  const told = alone ? parts : smallFirst.slice(0, -1);
  const shown = told.length > MOST_VERSIONS ? told.slice(0, MOST_VERSIONS - 1) : told;
  const texts = shown.map(({ part, share, first }): LabelText => {
    const text = first ? shareText(stream, part) : formatShare(share ?? 0);
    return { text: alone ? text : `${displayText(part.version, 12)} ${text}`, tone: part.perSecond === 0 ? 'idle' : 'ok', spare: true };
  });
  return shown.length === told.length ? texts : [...texts, { text: `+${told.length - shown.length} versions`, tone: 'ok', spare: true }];
}

export const split: EdgeLabel = {
  id: 'split',
  title: 'Split',
  example: '11.8 % of 10 %',
  means: 'observed of configured share of what this caller sends; a range depends on the request',
  shownIn: ({ edges }) => edges.some(({ stream }) => stream !== undefined),
  of: (_edge, { split: found }) => (found === undefined ? undefined : splitTexts(found)),
};
