/** Applications that run as the user of the proxy, whose traffic is not captured. */
import { type Ref, refText } from '../../istio/ref';
import type { Pod } from '../../istio/resources/pod';
import type { Analyzer, AnalyzerMessage, Subject } from './analyzer';
import { isControlPlane } from './in-mesh';

const PROXY_USER = 1337;
const EXEMPT = new Set(['istio-proxy', 'istio-operator']);

export const applicationUid: Analyzer = {
  id: 'applicationUID.Analyzer',
  codes: ['IST0144'],
  reads: ['Pod', 'Deployment'],
  onGraph: false,
  analyze: ({ of, asIstioctl }) => [
    ...of('Pod')
      // A Pod says what its Deployment says, as many times as it has replicas.
      .filter((pod) => !isControlPlane(pod) && (asIstioctl || pod.controller === undefined))
      .flatMap((pod) => ofSpec(pod, pod.spec, 'spec')),
    ...of('Deployment')
      .filter((deployment) => !isControlPlane(deployment))
      .flatMap((deployment) => ofSpec(deployment, deployment.spec?.template?.spec, 'spec.template.spec')),
  ],
};

function ofSpec(subject: Subject & Ref, spec: Pod['spec'], path: string): readonly AnalyzerMessage[] {
  const tell = (at: string): AnalyzerMessage => ({
    code: 'IST0144',
    subject,
    path: `${at}.securityContext.runAsUser`,
    sentence: `${refText(subject)} runs as user ${PROXY_USER}, which is the proxy's.`,
    placeless: true,
  });
  const containers = (spec?.containers ?? []).flatMap(({ name = '', securityContext }, index) =>
    !EXEMPT.has(name) && securityContext?.runAsUser === PROXY_USER ? [tell(`${path}.containers[${index}]`)] : [],
  );
  return [...(spec?.securityContext?.runAsUser === PROXY_USER ? [tell(path)] : []), ...containers];
}
