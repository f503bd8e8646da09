/** What becomes of calls, in words and signs. `may-be-denied` is two things to a reader: the request decides, or an input is missing. */
import type { CallChange, Consequence } from '../../inquiry/what-if/model';
import type { Tone } from '../../scene/scene';

export type Shown = Exclude<Consequence, 'may-be-denied'> | 'depends' | 'cannot-tell';

export interface ShownWords {
  readonly sign: string;
  readonly tone: Tone;
  readonly title: string;
  /** Completes "3 edges with 42 rps …". */
  readonly would: string;
  /** Stands open at first. */
  readonly open: boolean;
}

/** Worst first. */
export const SHOWN: Readonly<Record<Shown, ShownWords>> = {
  denied: { sign: '⊘', tone: 'denied', title: 'Would be denied', would: 'would be denied', open: true },
  breaks: { sign: '!', tone: 'fail', title: 'Would break', would: 'would break', open: true },
  depends: {
    sign: '◆',
    tone: 'warn',
    title: 'Would depend on the request',
    would: 'would depend on the request',
    open: true,
  },
  'cannot-tell': {
    sign: '?',
    tone: 'unknown',
    title: 'Cannot be told',
    would: 'may be denied: an input is missing',
    open: true,
  },
  'loses-mtls': { sign: '▲', tone: 'warn', title: 'Would lose mutual TLS', would: 'would lose mutual TLS', open: true },
  opens: { sign: '✓', tone: 'ok', title: 'Would be let in', would: 'would be let in', open: true },
  moves: { sign: '⇄', tone: 'ok', title: 'Would be routed otherwise', would: 'would be routed otherwise', open: false },
  'gains-mtls': { sign: '●', tone: 'ok', title: 'Would gain mutual TLS', would: 'would gain mutual TLS', open: false },
  'dry-run': {
    sign: '○',
    tone: 'idle',
    title: 'Only a dry-run policy says otherwise',
    would: 'would differ in dry-run alone',
    open: false,
  },
  otherwise: {
    sign: '=',
    tone: 'idle',
    title: 'Same outcome, other reasons',
    would: 'would fare the same for other reasons',
    open: false,
  },
};

export const SHOWN_ORDER = Object.keys(SHOWN) as readonly Shown[];

export function shownOf({ consequence, access }: CallChange): Shown {
  if (consequence !== 'may-be-denied') return consequence;
  return access?.after.verdict === 'depends' ? 'depends' : 'cannot-tell';
}
