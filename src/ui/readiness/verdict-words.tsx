import type { ReactNode } from 'react';
import type { CallerKind, ReadinessVerdict, Reason } from '../../inquiry/readiness/answer';

const VERDICTS: Readonly<Record<ReadinessVerdict, { readonly sign: string; readonly tone: string; readonly word: string }>> = {
  ready: { sign: '✓', tone: 'text-ok', word: 'Ready' },
  'not-ready': { sign: '✕', tone: 'text-fail', word: 'Not ready' },
  'cannot-tell': { sign: '?', tone: 'text-unknown', word: 'Cannot tell' },
};

/** Sign and word. */
export function VerdictMark({ verdict }: { readonly verdict: ReadinessVerdict }): ReactNode {
  const { sign, tone, word } = VERDICTS[verdict];
  return (
    <span className={`inline-flex shrink-0 items-baseline gap-1 font-semibold ${tone}`}>
      <span aria-hidden className="inline-block w-4 text-center">
        {sign}
      </span>
      {word}
    </span>
  );
}

const WEIGHTS: Readonly<Record<Reason['weight'], { readonly sign: string; readonly tone: string; readonly word: string }>> = {
  'not-ready': { sign: '✕', tone: 'text-fail', word: 'In the way' },
  'cannot-tell': { sign: '?', tone: 'text-unknown', word: 'Not known' },
  note: { sign: 'i', tone: 'text-ok', word: 'Note' },
};

export function WeightMark({ weight }: { readonly weight: Reason['weight'] }): ReactNode {
  const { sign, tone, word } = WEIGHTS[weight];
  return (
    <span className={`inline-block w-4 shrink-0 text-center font-bold ${tone}`} title={word}>
      <span aria-hidden>{sign}</span>
      <span className="sr-only">{word}: </span>
    </span>
  );
}

/** Plaintext TCP names no caller, whoever it is (docs/telemetry.md §4). */
export const callerWords = (kind: CallerKind, protocols: readonly string[]): string =>
  kind === 'unknown' && protocols.includes('tcp') ? 'telemetry does not name it: plaintext TCP of anybody' : CALLERS[kind];

const CALLERS: Readonly<Record<CallerKind, string>> = {
  unknown: 'telemetry does not name it: outside the mesh, or without a proxy',
  'no-proxy': 'has no proxy',
  meshed: 'has a proxy, and sends plaintext all the same',
  unjudged: 'whether it has a proxy is not known',
};
