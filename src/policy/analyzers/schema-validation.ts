/** What validation says against resources: what their readers noted, and rules of VirtualServices that are never used. */
import { refText } from '../../istio/ref';
import type { Resource } from '../../istio/resources/resource';
import type { VirtualService } from '../../istio/resources/virtual-service';
import type { AnalysisContext, Analyzer, AnalyzerMessage } from './analyzer';
import { coveredPrefixes, unusedParts } from './unreachable-rules';

const KINDS = [
  'AuthorizationPolicy',
  'DestinationRule',
  'EnvoyFilter',
  'Gateway',
  'PeerAuthentication',
  'RequestAuthentication',
  'ServiceEntry',
  'Sidecar',
  'Telemetry',
  'VirtualService',
  'WasmPlugin',
  'WorkloadEntry',
] as const;

/** One for each kind of Istio. The readers' sentences differ from Istio's, and name every fault of a resource that Istio stops reading at the first. */
export const schemaValidation: readonly Analyzer[] = KINDS.map((kind) => ({
  id: `schema.ValidationAnalyzer.${kind}`,
  codes: kind === 'VirtualService' ? ['IST0106', 'IST0133', 'IST0130', 'IST0131'] : ['IST0106', 'IST0133'],
  reads: [kind],
  onGraph: kind === 'VirtualService',
  analyze: (context) => [
    ...context.of(kind).flatMap((resource: Resource) => noted(context, resource)),
    ...(kind === 'VirtualService' ? context.of(kind).flatMap(unusedRules) : []),
  ],
}));

function noted({ issuesOf }: AnalysisContext, resource: Resource): readonly AnalyzerMessage[] {
  return issuesOf(resource).map(({ path, severity, message }) => ({
    code: severity === 'rejected' ? ('IST0106' as const) : ('IST0133' as const),
    subject: resource,
    path,
    sentence: `${path === '' ? 'The text' : path} of ${refText(resource)} ${message}.`,
  }));
}

function unusedRules(resource: VirtualService): readonly AnalyzerMessage[] {
  const { http = [], tls = [], tcp = [] } = resource.spec ?? {};
  const lists = [
    ['spec.http', [...unusedParts(http), ...coveredPrefixes(http)]],
    ['spec.tls', unusedParts(tls)],
    ['spec.tcp', unusedParts(tcp)],
  ] as const;
  return lists.flatMap(([list, parts]) =>
    parts.map(({ code, path, why }) => ({
      code,
      subject: resource,
      path: `${list}${path}`,
      sentence: `${list}${path} of ${refText(resource)} is never used: ${why}.`,
    })),
  );
}
