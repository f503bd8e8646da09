/** Thresholds as a sentence for panels and legend. */

import { PROTOCOL_NAMES } from '../telemetry/protocol-names';
import type { Protocol } from '../telemetry/rows';
import type { Limits, ThresholdRule } from './model';

/** "degraded when any fails, failing from 10 %, not judged below 0.5 rps, 4xx count". */
export function limitsText(limits: Limits, protocol: Protocol): string {
  const { degradedPercent, failingPercent, floorPerSecond, count4xx } = limits;
  const unit = protocol === 'tcp' ? 'connections a second' : 'rps';
  return [
    degradedPercent === 0 ? 'degraded when any fails' : `degraded from ${degradedPercent} %`,
    failingPercent === 0 ? 'failing when any fails' : `failing from ${failingPercent} %`,
    ...(floorPerSecond > 0 ? [`not judged below ${floorPerSecond} ${unit}`] : []),
    ...(count4xx && protocol === 'http' ? ['4xx count'] : []),
  ].join(', ');
}

/** Which rule that is. */
export const ruleText = ({ namespace, protocol }: ThresholdRule): string =>
  `rule for ${protocol === 'any' ? 'HTTP and gRPC' : PROTOCOL_NAMES[protocol]} into ${namespace === '*' ? 'all namespaces' : namespace}`;
