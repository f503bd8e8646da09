/** Small signs with words: never colour alone. */
import { Lock, LockKeyhole, LockOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Severity } from '../../lib/problem';
import type { Health, MtlsShare } from '../../mesh/model';
import type { SceneBadge, Tone } from '../../scene/scene';
import { mtlsSentence, mtlsShort } from '../text/edge-numbers';

export const TONE_TEXT: Readonly<Record<Tone, string>> = {
  ok: 'text-ok',
  warn: 'text-warn',
  fail: 'text-fail',
  idle: 'text-idle',
  denied: 'text-denied',
  unknown: 'text-unknown',
  added: 'text-added',
  removed: 'text-removed',
  better: 'text-better',
  changed: 'text-changed',
};

/** Every health with its sign, and how sick it is: the sickest is the largest. */
export const HEALTH: Readonly<
  Record<Health, { readonly sign: string; readonly tone: Tone; readonly word: string; readonly rank: number }>
> = {
  healthy: { sign: '●', tone: 'ok', word: 'Healthy', rank: 1 },
  degraded: { sign: '▲', tone: 'warn', word: 'Degraded', rank: 3 },
  failing: { sign: '✕', tone: 'fail', word: 'Failing', rank: 4 },
  idle: { sign: '○', tone: 'idle', word: 'Idle', rank: 0 },
  unknown: { sign: '?', tone: 'unknown', word: 'Unknown', rank: 2 },
};

export function HealthMark({ health, words = false }: { readonly health: Health; readonly words?: boolean }): ReactNode {
  const { sign, tone, word } = HEALTH[health];
  return (
    <span className={`inline-flex shrink-0 items-baseline gap-1 ${TONE_TEXT[tone]}`} title={word}>
      <span aria-hidden className={`inline-block w-3 text-center font-bold ${health === 'healthy' ? 'text-2xs' : 'text-xs'}`}>
        {sign}
      </span>
      <span className={words ? 'font-medium' : 'sr-only'}>{word}</span>
    </span>
  );
}

/** A lock as on the edge: closed, half with its share, open, "?". */
export function MtlsMark({ share }: { readonly share: MtlsShare }): ReactNode {
  const word = mtlsShort(share);
  const mark = mtlsSign(share.ratio);
  const partial = share.ratio !== undefined && share.ratio > 0 && share.ratio < 1;
  return (
    <span className={`inline-flex items-center justify-end gap-0.5 ${mark.tone}`} title={mtlsSentence(share)}>
      {mark.icon}
      <span className={partial ? 'text-2xs' : 'sr-only'}>{word}</span>
    </span>
  );
}

function mtlsSign(ratio: number | undefined): { readonly icon: ReactNode; readonly tone: string } {
  if (ratio === undefined) return { icon: <span aria-hidden>?</span>, tone: 'text-unknown' };
  if (ratio <= 0) return { icon: <LockOpen size={14} aria-hidden />, tone: 'text-warn' };
  if (ratio < 1) return { icon: <LockKeyhole size={14} aria-hidden />, tone: 'text-warn' };
  return { icon: <Lock size={14} aria-hidden />, tone: 'text-ok' };
}

const SEVERITY: Readonly<Record<Severity, { readonly sign: string; readonly tone: string; readonly word: string }>> = {
  error: { sign: '✕', tone: 'text-fail', word: 'Error' },
  warning: { sign: '▲', tone: 'text-warn', word: 'Warning' },
  info: { sign: 'i', tone: 'text-ok', word: 'Note' },
};

export function SeverityMark({ severity }: { readonly severity: Severity }): ReactNode {
  const { sign, tone, word } = SEVERITY[severity];
  return (
    <span className={`inline-block w-4 shrink-0 text-center font-bold ${tone}`} title={word}>
      <span aria-hidden>{sign}</span>
      <span className="sr-only">{word}: </span>
    </span>
  );
}

/** The lettered tag of the map: who enforces. Its words stand beside it. */
export function BadgeSign({ badge: { letter, outline, struck } }: { readonly badge: SceneBadge }): ReactNode {
  return (
    <span
      aria-hidden
      className={`inline-flex size-4 shrink-0 items-center justify-center rounded border font-bold text-2xs leading-none ${outline === 'dotted' ? 'border-dotted' : 'border-solid'} ${struck === true ? 'border-line-strong text-muted line-through decoration-2 decoration-fail' : 'border-current text-ink'}`}
    >
      {letter}
    </span>
  );
}
