/** No route of the proxy matches the request; for a connection, no listener or filter chain. */
import { refText } from '../../../istio/ref';
import { getResource } from '../../../policy/findings/commands';
import type { Cause, Question } from '../cause';
import { inSync, proxyConfig } from '../commands';
import type { FailingCall } from '../failing-call';
import { computed, unknown } from '../sentences';
import { hasFlag, placeOf } from '../signs';

export const noRoute: Cause = {
  code: 'no-route',
  name: 'No route matches',
  says: 'The proxy does not know the host, the path or the port of the request.',
  signs: '`NR`, usual code 404; of a connection: no filter chain',
  look: 'Hosts and matches of the VirtualService or HTTPRoute, and the hosts of the Gateway.',
  explain: (symptom, call) => {
    if (!hasFlag(symptom, 'NR')) return undefined;
    const { policy, observed } = call;
    const at = symptom.at === 'destination' ? observed.destination : observed.source;
    const commands = [
      ...proxyConfig(symptom.unit === 'connections' ? 'listener' : 'route', at, call),
      ...proxyConfig('listener', at, call),
      ...refsOf(call).flatMap(getResource),
    ];
    const questions: readonly Question[] = inSync(at, call).map((command) => ({ ask: 'Has this proxy the newest routes?', command }));
    if (policy === undefined) return { sure: 'certain', commands, questions };
    const { routing } = policy;
    const open = routing.noRoute !== undefined || routing.kind === 'unreachable';
    const conditions = routing.rules
      .filter(({ conditional }) => conditional)
      .map(({ ref, path }) => ({
        ...computed(`Only requests that match ${path} of ${refText(ref)} have a route.`),
        ref,
        path: `${path}.match`,
      }));
    return {
      sure: 'certain',
      evidence: open ? [...conditions, ...routing.because] : [],
      ...(open ? placeOf([...conditions, ...routing.because]) : {}),
      ...(open
        ? {}
        : {
            against: [
              unknown(
                'The resources at hand have a route for every request of this call; the proxy has another state, or another host was called.',
              ),
            ],
          }),
      commands: [...new Set(commands)],
      questions,
    };
  },
};

function refsOf({ policy }: FailingCall) {
  const refs = (policy?.routing.rules ?? []).map(({ ref }) => ref);
  return [...new Map(refs.map((ref) => [`${ref.kind}/${ref.namespace}/${ref.name}`, ref])).values()];
}
