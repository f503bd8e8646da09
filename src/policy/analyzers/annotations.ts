/** Istio's annotations on objects of Kubernetes: unknown, misplaced, deprecated or with a value that nobody takes. */
import { INJECT } from '../../istio/label-names';
import { refText } from '../../istio/ref';
import type { Resource } from '../../istio/resources/resource';
import type { Analyzer, AnalyzerMessage } from './analyzer';
import { ANNOTATION_VALUES, ISTIO_ANNOTATIONS, isIstioAnnotation } from './istio-annotations';

/** As `istioctl` does it; `proxy.istio.io/config` is not looked into. */
export const annotations: Analyzer = {
  id: 'annotations.K8sAnalyzer',
  codes: ['IST0107', 'IST0108', 'IST0125', 'IST0135'],
  reads: ['Namespace', 'Service', 'Pod', 'Deployment'],
  onGraph: false,
  analyze: ({ of }) =>
    (['Namespace', 'Service', 'Pod', 'Deployment'] as const).flatMap((kind) =>
      of(kind).flatMap((resource: Resource) =>
        [...resource.annotations].flatMap(([name, value]) => (isIstioAnnotation(name) ? analyzeOne(resource, name, value) : [])),
      ),
    ),
};

function analyzeOne(resource: Resource, name: string, value: string): readonly AnalyzerMessage[] {
  const about = { subject: resource, path: `metadata.annotations[${JSON.stringify(name)}]` };
  const known = ISTIO_ANNOTATIONS.get(name);
  if (known === undefined)
    return [{ ...about, code: 'IST0108', sentence: `${refText(resource)} has the annotation ${name}, which Istio does not know.` }];
  const messages: AnalyzerMessage[] = [];
  if (known.deprecated && !(name === INJECT && resource.labels.has(INJECT))) {
    const instead = name === INJECT ? ', in favour of the label of the same name' : '';
    messages.push({ ...about, code: 'IST0135', sentence: `The annotation ${name} of ${refText(resource)} is deprecated${instead}.` });
  }
  if (known.kinds.includes('Any')) return messages;
  if (!known.kinds.includes(resource.kind)) {
    const sentence = `The annotation ${name} of ${refText(resource)} is for ${known.kinds.join(', ')} only.`;
    return [...messages, { ...about, code: 'IST0107', sentence }];
  }
  if (ANNOTATION_VALUES.get(name)?.(value) !== false) return messages;
  return [
    ...messages,
    { ...about, code: 'IST0125', sentence: `The annotation ${name} of ${refText(resource)} has a value nobody takes: ${value}.` },
  ];
}
