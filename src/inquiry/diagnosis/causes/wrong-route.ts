/** The request arrived, at somebody who does not know it. */
import { refText } from '../../../istio/ref';
import type { Cause } from '../cause';
import { proxyConfig } from '../commands';
import { computed, reported } from '../sentences';
import { isCode, isPlain, isStatus, sharesOf } from '../signs';

export const wrongRoute: Cause = {
  code: 'wrong-route',
  name: 'Perhaps the wrong route',
  says: 'Who answers does not know the request, and routes choose between several.',
  signs: '404 without a flag or gRPC 12, where routes choose between destinations',
  look: 'Order, matches and rewrites of the route; then the path that was asked for.',
  explain: (symptom, call) => {
    const unimplemented = isStatus(symptom, call, 12) && isPlain(symptom);
    if (!unimplemented && !(isCode(symptom, '404') && isPlain(symptom))) return undefined;
    const shares = sharesOf(call);
    const places = new Set(shares.map(({ share: { host, subset } }) => `${host} ${subset ?? ''}`));
    const chooses = places.size > 1 || call.policy?.routing.kind === 'conditional';
    if (!unimplemented && !chooses) return undefined;
    const rules = [...new Map(shares.map(({ rule }) => [`${refText(rule.ref)} ${rule.path}`, rule])).values()];
    return {
      sure: unimplemented ? 'likely' : 'possible',
      evidence: [
        reported(
          unimplemented
            ? 'UNIMPLEMENTED: the server that answers has no such gRPC service or method.'
            : 'The request reached an application, which answered 404 itself.',
        ),
        ...rules.map(({ ref, path }) => ({ ...computed(`${refText(ref)} is one of the rules that choose.`), ref, path })),
      ],
      commands: proxyConfig('route', call.observed.source, call),
      questions: [{ ask: 'Which path do these requests have? Metrics do not say; the access log of the destination does.' }],
    };
  },
};
