import { PromqlError } from '../promql/errors';
import type { SeriesStore, WorldOptions } from '../series';
import { applyFaults, replaceByFault } from './faults';
import { endpoints } from './index';
import type { MockReply, MockRequest } from './mock-request';
import { createParameters } from './parse-parameters';
import { errorReply, notFound, textReply } from './replies';
import { withoutTelemetry } from './telemetry-gaps';
import { visibleBetween } from './visible-store';

function routed(request: MockRequest, worldOf: (options: WorldOptions) => SeriesStore): MockReply {
  for (const endpoint of endpoints) {
    const match = endpoint.path.exec(request.path);
    if (match === null) continue;
    if (!endpoint.methods.includes(request.method)) {
      const refused = textReply(405, 'Method Not Allowed\n');
      return { ...refused, headers: { ...refused.headers, allow: endpoint.methods.join(', ') } };
    }
    const { nowMs, keepsMs = Number.POSITIVE_INFINITY } = request;
    const store = withoutTelemetry(visibleBetween(worldOf(request.world), nowMs - keepsMs, nowMs), request.gaps);
    return endpoint.answer({ request, store, parameters: createParameters(request.parameters) }, match);
  }
  return notFound;
}

function evaluated(request: MockRequest, worldOf: (options: WorldOptions) => SeriesStore): MockReply {
  try {
    return routed(request, worldOf);
  } catch (error) {
    if (error instanceof PromqlError) return errorReply(error);
    return errorReply(new PromqlError('internal', error instanceof Error ? error.message : String(error)));
  }
}

/** The whole mock as a function: a request and the worlds it can ask → a reply, faults included. */
export function answerRequest(request: MockRequest, worldOf: (options: WorldOptions) => SeriesStore): MockReply {
  return replaceByFault(request) ?? applyFaults(request, evaluated(request, worldOf));
}
