/** The service that counts for rate limits did not answer. */
import { flagCause } from '../flag-cause';

export const rateLimitService = flagCause({
  code: 'rate-limit-service',
  name: 'Rate limit service fails',
  says: 'Nobody knows whether the request was within the limit.',
  signs: '`RLSE`',
  look: 'The rate limit service: its Pods, its log, and whether the proxy reaches it.',
  flags: ['RLSE'],
  commands: () => ['kubectl get envoyfilter -A -o yaml | grep -i -B3 -A12 ratelimit'],
});
