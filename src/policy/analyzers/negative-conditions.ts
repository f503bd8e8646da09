/** Conditions in which istiod or the controller of a gateway says that something is wrong (docs/policies.md §4.4, §4.5). */
import { refText } from '../../istio/ref';
import type { Resource } from '../../istio/resources/resource';
import type { AnalysisContext, Analyzer, AnalyzerMessage } from './analyzer';

interface Condition {
  readonly type?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly message?: string;
}

interface WithConditions extends Resource {
  readonly status?: {
    readonly conditions?: readonly Condition[];
    readonly parents?: readonly { readonly conditions?: readonly Condition[] }[];
  };
}

const BOUND = ['istio.io/WaypointBound'];
const OF_GATEWAY_API = ['Accepted', 'Programmed', 'ResolvedRefs'];

/** What counts per kind; other conditions belong to others (Argo CD writes such). */
const REPORTED = {
  Service: BOUND,
  ServiceEntry: BOUND,
  WorkloadEntry: BOUND,
  AuthorizationPolicy: ['ZtunnelAccepted', 'WaypointAccepted'],
  KubernetesGateway: OF_GATEWAY_API,
  HTTPRoute: OF_GATEWAY_API,
  GRPCRoute: OF_GATEWAY_API,
} as const;

/** `istioctl` reads no conditions of TCPRoutes and TLSRoutes; else they are read as those of other routes. */
export const negativeConditions: Analyzer = {
  id: 'conditions.ConditionAnalyzer',
  codes: ['IST0171'],
  reads: [
    'Service',
    'ServiceEntry',
    'WorkloadEntry',
    'AuthorizationPolicy',
    'KubernetesGateway',
    'HTTPRoute',
    'GRPCRoute',
    'TCPRoute',
    'TLSRoute',
  ],
  onGraph: true,
  analyze: (context) => [
    ...(Object.keys(REPORTED) as (keyof typeof REPORTED)[]).flatMap((kind) => ofKind(context, kind, REPORTED[kind])),
    ...(context.asIstioctl ? [] : (['TCPRoute', 'TLSRoute'] as const).flatMap((kind) => ofKind(context, kind, OF_GATEWAY_API))),
  ],
};

type Kind = keyof typeof REPORTED | 'TCPRoute' | 'TLSRoute';

function ofKind({ of }: AnalysisContext, kind: Kind, types: readonly string[]): readonly AnalyzerMessage[] {
  return of(kind).flatMap((resource: WithConditions) => {
    const { conditions = [], parents = [] } = resource.status ?? {};
    const all = [
      ...conditions.map((condition, index) => ({ condition, path: `status.conditions[${index}]` })),
      ...parents.flatMap(({ conditions: own = [] }, parent) =>
        own.map((condition, index) => ({ condition, path: `status.parents[${parent}].conditions[${index}]` })),
      ),
    ];
    return all.filter(({ condition }) => isNegative(kind, condition, types)).map(({ condition, path }) => tell(resource, condition, path));
  });
}

function isNegative(kind: Kind, { type = '', status, reason }: Condition, types: readonly string[]): boolean {
  if (types.includes(type) && status === 'False') return true;
  return kind === 'AuthorizationPolicy' && type === 'WaypointAccepted' && reason === 'PartiallyInvalid';
}

function tell(resource: Resource, { type = '', reason = '', message = '' }: Condition, path: string): AnalyzerMessage {
  const sentence = `${refText(resource)} reports ${type} as not fulfilled: ${[reason, message].filter((each) => each !== '').join(', ')}.`;
  return { code: 'IST0171', subject: resource, path, sentence, placeless: true };
}
