/** What the destination calls itself fails, and it passes that on. */

import { formatRequestRate } from '../../../lib/format-number';
import { callName } from '../../../policy/findings/evidence';
import type { Cause } from '../cause';
import type { FailingCall } from '../failing-call';
import { reported } from '../sentences';
import { isPlain, isStatus } from '../signs';
import type { Symptom } from '../symptom';

/** Of what fails here, this much has to fail beyond for it to be the likely reason. */
const SHARE_BEYOND = 0.5;

export const dependencyFails: Cause = {
  code: 'dependency-fails',
  name: 'What the destination calls fails',
  says: 'Something the destination calls fails, and the error travels back.',
  signs: '5xx without a flag at the destination, whose own calls fail too',
  look: 'The failing calls of the destination: start at the last one in the chain.',
  explain: (symptom, { beyond, ...call }) => {
    const failed = /^5\d\d$/.test(symptom.code) || isStatus(symptom, { ...call, beyond }, 2, 4, 13, 14, 15);
    if (!failed || !isPlain(symptom) || beyond.length === 0) return undefined;
    const enough = mayComeFromBeyond(symptom, { beyond });
    return {
      sure: enough ? 'likely' : 'possible',
      evidence: beyond.map(({ call: other, failingPerSecond }) =>
        reported(
          `${callName(other)} fails as well: ${formatRequestRate(failingPerSecond)} of ${formatRequestRate(other.requestsPerSecond ?? 0)}.`,
        ),
      ),
      ...(enough ? {} : { against: [reported('Less fails there than here, so it explains a part at most.')] }),
    };
  },
};

/** Whether enough of what the destination calls fails to be the reason of what fails here. */
export function mayComeFromBeyond({ perSecond }: Symptom, { beyond }: Pick<FailingCall, 'beyond'>): boolean {
  const total = beyond.reduce((sum, { failingPerSecond }) => sum + failingPerSecond, 0);
  return total > 0 && total >= perSecond * SHARE_BEYOND;
}
