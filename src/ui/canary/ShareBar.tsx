import type { ReactNode } from 'react';
import type { CanaryVersion } from '../../inquiry/canary/model';
import { TONE_TEXT } from '../controls/marks';
import { placeOnScale } from './share-scale';
import { splitLook } from './verdicts';

/** One bar: measured share, its interval as a whisker, the configured share as an upright line or a span. What it says stands beside it as text. */
export function ShareBar({ version, top }: { readonly version: CanaryVersion; readonly top: number }): ReactNode {
  const { share, interval, configured, verdict } = version;
  const at = (value: number): string => `${placeOnScale(value, top)}%`;
  return (
    <svg aria-hidden className={`tone-mark my-1 block h-6 w-full overflow-visible ${TONE_TEXT[splitLook(verdict).tone]}`}>
      <rect x="0" y="6" width="100%" height="12" rx="2" fill="var(--surface-sunken)" stroke="var(--border)" />
      {configured === undefined || configured.min === configured.max ? null : (
        <rect
          x={at(configured.min)}
          y="1.5"
          width={`${placeOnScale(configured.max, top) - placeOnScale(configured.min, top)}%`}
          height="21"
          fill="var(--text)"
          fillOpacity="0.08"
          stroke="var(--text)"
          strokeDasharray="3 2"
        />
      )}
      {share === undefined ? null : <rect x="0" y="8" width={at(share)} height="8" fill="currentColor" fillOpacity="0.75" />}
      {share === 0 ? <line x1="0" x2="0" y1="8" y2="16" stroke="currentColor" strokeWidth="2" strokeDasharray="2 2" /> : null}
      {interval === undefined ? null : (
        <g stroke="var(--surface)" strokeWidth="4">
          <Whisker low={at(interval.low)} high={at(interval.high)} />
        </g>
      )}
      {interval === undefined ? null : (
        <g stroke="var(--text)" strokeWidth="1.5">
          <Whisker low={at(interval.low)} high={at(interval.high)} />
        </g>
      )}
      {configured === undefined || configured.min !== configured.max ? null : (
        <line x1={at(configured.max)} x2={at(configured.max)} y1="0" y2="24" stroke="var(--text)" strokeWidth="3" />
      )}
    </svg>
  );
}

function Whisker({ low, high }: { readonly low: string; readonly high: string }): ReactNode {
  return (
    <>
      <line x1={low} x2={high} y1="12" y2="12" />
      <line x1={low} x2={low} y1="8" y2="16" />
      <line x1={high} x2={high} y1="8" y2="16" />
    </>
  );
}
