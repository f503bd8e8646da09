/** Annotations of features that may still change. Not among the analyzers that `istioctl analyze` runs by default. */
import { refText } from '../../istio/ref';
import type { Pod } from '../../istio/resources/pod';
import type { Resource } from '../../istio/resources/resource';
import type { Analyzer } from './analyzer';
import { ISTIO_ANNOTATIONS, isIstioAnnotation } from './istio-annotations';

const STATUS = 'sidecar.istio.io/status';
/** Set by injection where the CNI sets up the redirection. */
const OF_CNI = new Set([
  'sidecar.istio.io/interceptionMode',
  'traffic.sidecar.istio.io/includeInboundPorts',
  'traffic.sidecar.istio.io/excludeInboundPorts',
  'traffic.sidecar.istio.io/includeOutboundIPRanges',
]);

export const alphaAnnotations: Analyzer = {
  id: 'annotations.AlphaAnalyzer',
  codes: ['IST0136'],
  reads: ['Namespace', 'Service', 'Pod', 'Deployment'],
  onGraph: false,
  analyze: ({ of }) => {
    const tell = (resource: Resource, ignored: (name: string) => boolean) =>
      [...resource.annotations.keys()].flatMap((name) => {
        if (!isIstioAnnotation(name) || ISTIO_ANNOTATIONS.get(name)?.status !== 'Alpha' || name === STATUS || ignored(name)) return [];
        const sentence = `The annotation ${name} of ${refText(resource)} belongs to a feature in its alpha phase.`;
        return [{ code: 'IST0136' as const, subject: resource, path: `metadata.annotations[${JSON.stringify(name)}]`, sentence }];
      });
    return [
      ...(['Namespace', 'Service', 'Deployment'] as const).flatMap((kind) =>
        of(kind).flatMap((resource: Resource) => tell(resource, () => false)),
      ),
      ...of('Pod').flatMap((pod) => tell(pod, (name) => usesCni(pod) && OF_CNI.has(name))),
    ];
  },
};

function usesCni({ spec }: Pod): boolean {
  return !(spec?.initContainers ?? []).some(({ name }) => name === 'istio-init');
}
