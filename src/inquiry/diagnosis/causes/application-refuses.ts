/** The application refuses the request: the caller asked for the wrong thing. */

import { isHttp4xx } from '../../../mesh/response-code';
import type { Cause } from '../cause';
import { logOf } from '../commands';
import { reported } from '../sentences';
import { isPlain, isStatus } from '../signs';

/** INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, FAILED_PRECONDITION, ABORTED, OUT_OF_RANGE, UNIMPLEMENTED. */
const REFUSALS = [3, 5, 6, 9, 10, 11, 12] as const;

export const applicationRefuses: Cause = {
  code: 'application-refuses',
  name: 'The application refuses the request',
  says: 'It does not know, or does not want, what was asked for.',
  signs: '4xx without a flag; gRPC 3, 5, 6, 9, 10, 11, 12',
  look: 'What the caller asks for: path, method, arguments.',
  explain: (symptom, call) => {
    if (!isPlain(symptom) || !(isHttp4xx(symptom.code) || isStatus(symptom, call, ...REFUSALS))) return undefined;
    if (['403', '401', '429', '426'].includes(symptom.code)) return ofProxy(call.observed.destination.workload);
    return {
      sure: symptom.at === 'destination' ? 'likely' : 'possible',
      evidence: [reported('No proxy put a flag on it, so it came from the application.')],
      commands: [...logOf(call.observed.destination, 'app', call), ...logOf(call.observed.source, 'app', call)],
    };
  },
};

/** A proxy gives these without a flag as well. */
function ofProxy(workload: string | undefined) {
  return workload === undefined
    ? undefined
    : ({
        sure: 'possible',
        evidence: [reported('An application can answer so as well as a proxy; metrics do not tell them apart.')],
      } as const);
}
