/** A candidate held against the stable version: errors and latency (docs/canary.md). */
import { compareErrors } from './compare-errors';
import { compareLatency } from './compare-latency';
import type { MeasuredVersion } from './measure-split';
import type { Comparison, QualityVerdict } from './model';

const NOTHING: MeasuredVersion = { count: 0, failed: 0, ends: [] };

/** Undefined `stable` or candidate: nothing of it was measured. Connections have neither codes nor latency. */
export function compareVersions(
  candidate: MeasuredVersion = NOTHING,
  stable: MeasuredVersion = NOTHING,
  { stableName, unit }: { readonly stableName: string; readonly unit: 'requests' | 'connections' },
): Comparison {
  if (unit === 'connections') {
    const verdict: QualityVerdict = { says: 'not-comparable', because: 'Connections have no response codes and no latency.' };
    return { stable: stableName, verdict, errors: { verdict }, latency: [] };
  }
  const sample = ({ count, failed }: MeasuredVersion) => ({
    total: Math.round(count),
    failed: Math.min(Math.round(failed), Math.round(count)),
  });
  const errors = compareErrors(sample(candidate), sample(stable));
  const latency = compareLatency(candidate.buckets, stable.buckets);
  return { stable: stableName, verdict: worstOf([errors, ...latency].map(({ verdict }) => verdict)), errors, latency };
}

const ORDER: readonly QualityVerdict['says'][] = ['worse', 'insufficient', 'not-worse', 'not-comparable'];

/** Worse in one is worse; all must be told to be not worse; what cannot be compared at all does not stand in the way. */
export function worstOf(verdicts: readonly QualityVerdict[]): QualityVerdict {
  const ranked = verdicts.toSorted((a, b) => ORDER.indexOf(a.says) - ORDER.indexOf(b.says));
  return ranked[0] ?? { says: 'not-comparable', because: 'There is no candidate that telemetry tells from the stable version.' };
}
