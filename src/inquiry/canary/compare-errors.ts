/** Whether a candidate fails more often than the stable version, and by how much at least (docs/canary.md). */
import { normalQuantile } from '../statistics/normal';
import { differenceBounds, greaterShare, type Sample } from '../statistics/two-proportions';
import type { ErrorComparison } from './model';
import { countText, pointsText, shareText } from './share-text';

/** Chance of "worse" for one candidate that is as good: half of it for errors, half for latency. */
export const QUALITY_ALPHA = 0.05;
const ERROR_ALPHA = QUALITY_ALPHA / 2;
/** A candidate that fails by no more than this more often is not worse. */
const TOLERATED = 0.01;
const Z = normalQuantile(1 - ERROR_ALPHA);

/** `candidate` and `stable` as whole numbers of requests. */
export function compareErrors(candidate: Sample, stable: Sample): ErrorComparison {
  const tested = greaterShare(candidate, stable);
  const bounds = differenceBounds(candidate, stable, Z);
  if (tested === undefined || bounds === undefined) {
    const because =
      candidate.total > 0
        ? 'The stable version got no requests in this span, so there is nothing to hold the candidate against.'
        : 'The candidate got no requests in this span.';
    return { verdict: { says: 'insufficient', because } };
  }
  const [own, theirs] = [candidate.failed / candidate.total, stable.failed / stable.total];
  const figures = { difference: own - theirs, atLeast: Math.max(0, bounds.low), atMost: bounds.high, ...tested };
  const says = `${shareText(own)} of its requests fail, ${shareText(theirs)} of the stable version's`;
  if (tested.p <= ERROR_ALPHA && own > theirs) {
    const least = bounds.low > 0 ? `at least ${pointsText(bounds.low)} more` : 'more than chance explains';
    return { ...figures, verdict: { says: 'worse', because: `${says}: ${least}.` } };
  }
  if (bounds.high <= TOLERATED) return { ...figures, verdict: { says: 'not-worse', because: `${says}.` } };
  const because = `${says}; up to ${pointsText(bounds.high)} more cannot be ruled out with ${countText(candidate.total, 'requests')}.`;
  return { ...figures, verdict: { says: 'insufficient', because } };
}
