/** Every attempt failed; the last one's reason is the cause behind. */
import { refText } from '../../../istio/ref';
import type { Because } from '../../../policy/model';
import type { Cause } from '../cause';
import { logOf, proxyConfig } from '../commands';
import type { FailingCall } from '../failing-call';
import { answerText, computed, rateText, reported } from '../sentences';
import { hasFlag } from '../signs';

export const retriesExhausted: Cause = {
  code: 'retries-exhausted',
  name: 'Retries used up',
  says: 'Every attempt failed, and what the last one met is the reason.',
  signs: '`URX`, alone or with the flag of the last attempt',
  look: 'The flag or code of the last attempt, which stands beside it.',
  explain: (symptom, call) => {
    if (!hasFlag(symptom, 'URX')) return undefined;
    const last = symptom.flags.filter((flag) => flag !== 'URX');
    const attempts = symptom.behind.map((attempt) =>
      reported(
        `The attempts ended as ${answerText(attempt, call.call.figures.protocol)}: ${rateText(attempt.perSecond, attempt)} at the ${attempt.at}.`,
      ),
    );
    const ended = last.length > 0 ? [reported(`The last attempt ended with ${last.join(' and ')}.`)] : attempts;
    const nothing = ended.length === 0 ? [reported('No proxy behind tells how the attempts ended; the code is that of the last one.')] : [];
    const rules = retryRules(call);
    const [first] = rules;
    return {
      sure: 'certain',
      ...(last.length > 0 && { accompanies: true }),
      evidence: [...ended, ...nothing, ...rules],
      ...(first?.ref === undefined ? {} : { place: { ref: first.ref, path: first.path ?? 'spec' } }),
      commands: [...logOf(call.observed.destination, 'app', call), ...proxyConfig('route', call.observed.source, call)],
    };
  },
};

function retryRules({ policy }: FailingCall): readonly Because[] {
  return (policy?.routing.rules ?? []).flatMap(({ ref, path, retries }) => {
    if (retries === undefined || retries.byDefault === true) return [];
    const { attempts, perTryTimeoutSeconds, retryOn } = retries;
    const each = perTryTimeoutSeconds === undefined ? '' : ` of ${perTryTimeoutSeconds} s each`;
    const on = retryOn === undefined ? '' : `, on ${retryOn}`;
    const times = attempts === 1 ? 'once' : `${attempts} times`;
    return [{ ...computed(`${refText(ref)} tries again at most ${times}${each}${on}.`), ref, path: `${path}.retries` }];
  });
}
