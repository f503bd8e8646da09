/** Figures of a symptom as sentences, with their units. */
import { formatRatio } from '../../lib/format-number';
import { grpcStatusName, NO_RESPONSE } from '../../mesh/response-code';
import { callName, perSecond } from '../../policy/findings/evidence';
import type { Because } from '../../policy/model';
import type { Reporter } from '../../telemetry/rows';
import type { FailingCall } from './failing-call';
import { NO_BYTES, type Symptom } from './symptom';

/** "503 UH", "gRPC 14 UNAVAILABLE UF", "no response DC", "connections failed with DENY". */
export function answerText({ unit, code, flags }: Pick<Symptom, 'unit' | 'code' | 'flags'>, protocol: 'http' | 'grpc' | 'tcp'): string {
  if (code === NO_BYTES) return 'connections closed without a byte';
  if (unit === 'connections')
    return flags.length === 0 ? 'connections failed without a flag' : `connections failed with ${flags.join(',')}`;
  const flagged = flags.length === 0 ? ' without a flag' : ` ${flags.join(',')}`;
  if (code === NO_RESPONSE) return `no response${flagged}`;
  const status = protocol === 'grpc' ? grpcStatusName(code) : undefined;
  return `${status === undefined ? code : `gRPC ${code} ${status}`}${flagged}`;
}

/** `share`: 0..1 of what fails on the edge. "shop/web → shop/cart: 503 UH, 1.2 rps (30 % of what fails), at the source only; they reached no workload." */
export function symptomSentence(symptom: Symptom, call: FailingCall, share: number): Because {
  const { unit, perSecond: rate } = symptom;
  const answer = answerText(symptom, call.call.figures.protocol);
  return {
    sentence: `${callName(call.observed)}: ${answer}, ${perSecond(rate, unit)} (${formatRatio(share)} of what fails), ${whereText(symptom, call)}.`,
    certainty: 'reported',
  };
}

/** A rate of what a symptom counts: "1.2 rps". */
export const rateText = (rate: number, { unit }: Pick<Symptom, 'unit'>): string => perSecond(rate, unit);

const PROXIES: Readonly<Record<Reporter, string>> = { source: 'source', waypoint: 'waypoint', destination: 'destination' };

function whereText({ at, seen, unit, perSecond: rate }: Symptom, call: FailingCall): string {
  if (at === 'source') return `at the source${atSourceOnly(seen, call, unit)}`;
  const there = seen.get('source');
  if (there === undefined) return `at the ${PROXIES[at]}; the source does not report this call`;
  if (there < rate * 0.05) return `at the ${PROXIES[at]}; the source's proxy counts none of them`;
  return `at the ${PROXIES[at]}, and as such at the source`;
}

function atSourceOnly(seen: Symptom['seen'], { call, destinationReports }: FailingCall, unit: Symptom['unit']): string {
  const there = seen.get('destination');
  if (there !== undefined && there > 0) return `; the destination's proxy counts ${perSecond(there, unit)} of the same`;
  if (call.destination.workload === undefined) return ' only; they reached no workload';
  if (there === 0 || destinationReports) return " only; the destination's proxy counts none of them";
  return '; the destination reports nothing of this call';
}

/** A statement computed from resources. */
export const computed = (sentence: string): Because => ({ sentence, certainty: 'computed' });
/** A statement of traffic. */
export const reported = (sentence: string): Because => ({ sentence, certainty: 'reported' });
/** What nobody told. */
export const unknown = (sentence: string): Because => ({ sentence, certainty: 'unknown' });
