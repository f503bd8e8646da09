/** Verdicts of a split and of a candidate's quality: sign, tone and words, never colour alone. */
import type { ReactNode } from 'react';
import type { CanaryReport, QualityVerdict, SplitVerdict } from '../../inquiry/canary/model';
import type { Tone } from '../../scene/scene';
import { TONE_TEXT } from '../controls/marks';

interface Look {
  readonly sign: string;
  readonly tone: Tone;
  readonly words: string;
}

const SPLIT: Readonly<Record<SplitVerdict['says'], Look>> = {
  matches: { sign: '✓', tone: 'ok', words: 'Matches' },
  deviates: { sign: '✕', tone: 'fail', words: 'Deviates' },
  inconclusive: { sign: '≈', tone: 'warn', words: 'Inconclusive' },
  insufficient: { sign: '…', tone: 'idle', words: 'Too little data' },
  'not-comparable': { sign: '?', tone: 'unknown', words: 'Not comparable' },
};

const QUALITY: Readonly<Record<QualityVerdict['says'], Look>> = {
  worse: { sign: '✕', tone: 'fail', words: 'Worse' },
  'not-worse': { sign: '✓', tone: 'ok', words: 'Not shown to be worse' },
  insufficient: { sign: '…', tone: 'idle', words: 'Too little data' },
  'not-comparable': { sign: '?', tone: 'unknown', words: 'Not comparable' },
};

/** What two windows in a row have not yet confirmed is a warning. */
export function splitLook(verdict: SplitVerdict): Look {
  const look = SPLIT[verdict.says];
  if (verdict.says !== 'deviates' || verdict.confirmed) return look;
  return { ...look, sign: '▲', tone: 'warn', words: 'Deviates in this window' };
}

export const qualityLook = ({ says }: QualityVerdict): Look => QUALITY[says];

export function Mark({ look: { sign, tone, words } }: { readonly look: Look }): ReactNode {
  return (
    <span className={`inline-flex shrink-0 items-baseline gap-1 font-semibold ${TONE_TEXT[tone]}`}>
      <span aria-hidden className="inline-block w-4 text-center">
        {sign}
      </span>
      {words}
    </span>
  );
}

const ORDER_OF_QUALITY: readonly QualityVerdict['says'][] = ['worse', 'not-worse', 'insufficient', 'not-comparable'];
const ORDER_OF_SPLIT: readonly SplitVerdict['says'][] = ['deviates', 'inconclusive', 'not-comparable', 'insufficient', 'matches'];

/** What needs eyes first; equal ones keep their order. */
export function worstFirst(reports: readonly CanaryReport[]): readonly CanaryReport[] {
  const rank = ({ quality, split }: CanaryReport): number => {
    const confirmed = split.says === 'deviates' && !split.confirmed ? 0.5 : 0;
    return Math.min(ORDER_OF_QUALITY.indexOf(quality.says) === 0 ? 0 : 99, ORDER_OF_SPLIT.indexOf(split.says) + confirmed + 1);
  };
  return reports.toSorted((a, b) => rank(a) - rank(b));
}
