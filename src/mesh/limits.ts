/** Which limits judge a call: the first rule for the called end's namespace and the protocol, else the limits of all others. */
import type { Protocol } from '../telemetry/rows';
import type { Limits, ThresholdRule, Thresholds } from './model';

/** The called end's namespace counts, because what it answers is what is judged; undefined = it has none, and only "*" fits. */
export type CalledNamespace = string | undefined;

/** undefined = no rule fits and the limits of all others apply. */
export function ruleFor({ rules }: Thresholds, namespace: CalledNamespace, protocol: Protocol): ThresholdRule | undefined {
  return rules.find((rule) => fitsProtocol(rule, protocol) && fitsNamespace(rule, namespace));
}

export const limitsFor = (thresholds: Thresholds, namespace: CalledNamespace, protocol: Protocol): Limits =>
  ruleFor(thresholds, namespace, protocol) ?? thresholds;

/** TCP has no responses: only a rule that names it turns its failed connections into a percentage. */
const fitsProtocol = ({ protocol }: ThresholdRule, called: Protocol): boolean =>
  protocol === called || (protocol === 'any' && called !== 'tcp');

function fitsNamespace({ namespace: pattern }: ThresholdRule, namespace: CalledNamespace): boolean {
  if (pattern.endsWith('*')) return (namespace ?? '').startsWith(pattern.slice(0, -1));
  return pattern === namespace;
}
