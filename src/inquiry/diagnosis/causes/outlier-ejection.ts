/** Outlier detection took endpoints out after errors, until none was left or too few. */
import { refText } from '../../../istio/ref';
import { formatRequestRate } from '../../../lib/format-number';
import { requestsWhere } from '../../../policy/findings/evidence';
import { observedCall } from '../../../policy/observe';
import type { Cause } from '../cause';
import { clusterOf, endpointsOf } from '../commands';
import type { FailingCall } from '../failing-call';
import { computed, reported } from '../sentences';
import { hasFlag } from '../signs';

export const outlierEjection: Cause = {
  code: 'outlier-ejection',
  name: 'Endpoints ejected after errors',
  says: 'Outlier detection took endpoints out after errors in a row.',
  signs: '`UH` where the DestinationRule has `outlierDetection`',
  look: 'What the endpoints answer (their 5xx came first), then the thresholds of outlierDetection.',
  explain: (symptom, call) => {
    if (!hasFlag(symptom, 'UH')) return undefined;
    const limits = call.policy?.routing.limits.find(({ outlierDetection }) => outlierDetection !== undefined);
    const ejection = limits?.outlierDetection;
    if (limits === undefined || ejection === undefined) return undefined;
    const errors = serverErrors(call);
    const { consecutiveErrors, intervalSeconds, baseEjectionSeconds } = ejection;
    const { ref, path } = limits;
    const sentence = `${refText(ref)} ejects an endpoint after ${consecutiveErrors} errors in a row, looked at every ${intervalSeconds} s, for ${baseEjectionSeconds} s and longer each time.`;
    return {
      sure: errors > 0 ? 'likely' : 'possible',
      evidence: [
        { ...computed(sentence), ref, path },
        ...(errors > 0 ? [reported(`The endpoints answered ${formatRequestRate(errors)} with 5xx in the same window.`)] : []),
      ],
      ...(errors > 0 ? {} : { against: [reported('No 5xx of the endpoints was counted in the window.')] }),
      place: { ref, path },
      commands: [...endpointsOf(call), ...clusterOf(call)],
    };
  },
};

/** 5xx per second of the same call's endpoints, which a proxy counts as errors in a row. */
function serverErrors({ observed, beside }: FailingCall): number {
  const calls = [observed, ...beside.map(observedCall)];
  return calls.reduce((sum, call) => sum + requestsWhere(call, (code, flags) => /^5\d\d$/.test(code) && !flags.includes('UH')), 0);
}
