/** The application itself answered with an error. */
import type { Cause, Sureness } from '../cause';
import { logOf, stateOf } from '../commands';
import type { FailingCall } from '../failing-call';
import { reported } from '../sentences';
import { isPlain, isStatus } from '../signs';
import type { Symptom } from '../symptom';
import { mayComeFromBeyond } from './dependency-fails';

/** Statuses a server gives for its own failure: UNKNOWN, INTERNAL, UNAVAILABLE, DATA_LOSS (docs/policies.md §7). */
const OWN_FAILURES = [2, 13, 14, 15] as const;

export const applicationFails: Cause = {
  code: 'application-fails',
  name: 'The application answers with an error',
  says: 'The error comes from the application itself, not from a proxy.',
  signs: '5xx without a flag at the destination; gRPC 2, 13, 14, 15',
  look: 'The log of the application.',
  explain: (symptom, call) => {
    const failed = /^5\d\d$/.test(symptom.code) || isStatus(symptom, call, ...OWN_FAILURES);
    const { destination } = call.observed;
    if (!failed || !isPlain(symptom) || call.call.destination.serviceName === 'BlackHoleCluster') return undefined;
    if (
      symptom.at === 'source' &&
      destination.workload === undefined &&
      call.policy !== undefined &&
      call.resources?.service(call.observed.service) !== undefined
    )
      return undefined;
    return {
      sure: sureness(symptom, call),
      evidence: [reported(WHO[symptom.at])],
      against: mayComeFromBeyond(symptom, call) ? [reported('What it calls fails as well, so the fault may lie further on.')] : [],
      commands: [...logOf(destination, 'app', call), ...stateOf(destination, call)],
    };
  },
};

const WHO: Readonly<Record<Symptom['at'], string>> = {
  destination: 'The proxy beside the application passed the answer on without a flag, so the application gave it.',
  waypoint: 'The waypoint passed the answer on without a flag; no proxy of the destination tells of it.',
  source: 'The proxy of the caller passed the answer on without a flag; no proxy of the destination tells of it.',
};

function sureness(symptom: Symptom, call: FailingCall): Sureness {
  if (symptom.at === 'destination') return mayComeFromBeyond(symptom, call) ? 'likely' : 'certain';
  return call.destinationReports ? 'possible' : 'likely';
}
