/** The answer took longer than the route waits. */
import { refText } from '../../../istio/ref';
import { formatMilliseconds } from '../../../lib/format-number';
import type { Because } from '../../../policy/model';
import type { Cause } from '../cause';
import { logOf, proxyConfig } from '../commands';
import type { FailingCall } from '../failing-call';
import { computed, rateText, reported } from '../sentences';
import { hasFlag, isPlain, isStatus, placeOf } from '../signs';

export const routeTimeout: Cause = {
  code: 'route-timeout',
  name: 'Timed out',
  says: "The answer took longer than the route, or the caller's deadline, allows.",
  signs: '`UT`, usual code 504; gRPC 4',
  look: 'The latency of the destination beside the timeout of the route.',
  explain: (symptom, call) => {
    const timedOut = hasFlag(symptom, 'UT');
    if (!timedOut && !(isStatus(symptom, call, 4) && isPlain(symptom))) return undefined;
    const reasons = timeouts(call);
    return {
      sure: timedOut ? 'certain' : 'likely',
      evidence: [
        ...symptom.behind.map((behind) =>
          reported(
            `The ${behind.at}'s proxy saw its caller hang up on ${rateText(behind.perSecond, behind)} (${behind.flags.join(',')}): that was the caller's proxy.`,
          ),
        ),
        ...reasons,
        ...latency(call),
      ],
      ...placeOf(reasons),
      commands: [...proxyConfig('route', call.observed.source, call), ...logOf(call.observed.destination, 'app', call)],
      questions:
        timedOut && reasons.length === 0
          ? [{ ask: 'Who sets the timeout? No route among the resources does; a header (x-envoy-upstream-rq-timeout-ms) may.' }]
          : [],
    };
  },
};

function timeouts({ policy }: FailingCall): readonly Because[] {
  return (policy?.routing.rules ?? []).flatMap(({ ref, path, timeoutSeconds, retries }) => {
    const perTry = retries?.perTryTimeoutSeconds;
    return [
      ...(timeoutSeconds === undefined
        ? []
        : [{ ...computed(`${refText(ref)} waits ${timeoutSeconds} s.`), ref, path: `${path}.timeout` }]),
      ...(perTry === undefined ? [] : [{ ...computed(`${refText(ref)} gives each attempt ${perTry} s.`), ref, path: `${path}.retries` }]),
    ];
  });
}

/** How long answers take, as the caller's proxy sees it, else as the edge has it. */
export function latency({ call: { figures } }: FailingCall): readonly Because[] {
  const seen = figures.reports.find(({ reporter }) => reporter === 'source')?.latency ?? figures.latency;
  const { p50, p99 } = seen ?? {};
  if (p50 === undefined || p99 === undefined) return [];
  const more = p99.atLeast ? 'at least ' : '';
  return [
    reported(
      `Half of the answers take up to ${formatMilliseconds(p50.milliseconds)}, 99 % up to ${more}${formatMilliseconds(p99.milliseconds)}.`,
    ),
  ];
}
