/** The suite `authorization`: is this call allowed, denied, or does it depend on the request? */
import { flagsOf } from '../../src/istio/istiod-flags';
import { isRecord } from '../../src/istio/resources/reader';
import type { AttachmentSubject, ServiceBehind } from '../../src/policy/attachment/subject';
import { evaluateAuthorization } from '../../src/policy/authorization/evaluate-authorization';
import { createPolicyBindings } from '../../src/policy/authorization/policy-bindings';
import type { AuthorizationMesh, AuthorizationQuestion, CallWaypoint } from '../../src/policy/authorization/question';
import type { RequestFacts } from '../../src/policy/authorization/request-facts';
import { portProtocol } from '../../src/policy/facts/port-protocol';
import type { AuthorizationVerdict, Dataplane } from '../../src/policy/model';
import { type Fields, listOf, numberOf, recordOf, textOf, textsOf } from './case-fields';
import { type AnswerCase, inventoryOf } from './suite';

export const answerAuthorization: AnswerCase = (given, readInput) => {
  const mesh = meshOf(recordOf(given.mesh));
  const inventory = inventoryOf([textOf(given.policies) ?? ''], readInput);
  const verdict = evaluateAuthorization({ ...questionOf(given), mesh, bindings: createPolicyBindings(inventory, mesh) });
  return {
    verdict: verdict.verdict === 'unknown' ? 'depends' : verdict.verdict,
    undecided: verdict.undecided.toSorted(),
    enforcedBy: verdict.enforcedBy,
    decidedBy: decidedBy(verdict),
    reason: verdict.because.map(({ sentence }) => sentence).join(' '),
  };
};

/** Where several ALLOW policies stand and none matches, none of them decides alone: the set names none then. */
function decidedBy({ decidedBy }: AuthorizationVerdict): unknown {
  const silent = decidedBy.filter(({ effect }) => effect === 'no-match');
  return decidedBy
    .filter((each) => each.effect !== 'no-match' || silent.length === 1)
    .map(({ ref, action, effect }) => ({ policy: `${ref.namespace}/${ref.name}`, action, effect }));
}

function meshOf(mesh: Fields): AuthorizationMesh {
  return {
    rootNamespace: textOf(mesh.rootNamespace) ?? 'istio-system',
    trustDomain: textOf(mesh.trustDomain) ?? 'cluster.local',
    trustDomainAliases: listOf(mesh.trustDomainAliases).map(String),
    flags: flagsOf(textsOf(mesh.featureFlags)),
  };
}

const dataplanes: readonly Dataplane[] = ['sidecar', 'ambient', 'gateway', 'waypoint', 'none'];

function dataplaneOf(value: unknown): Dataplane {
  return dataplanes.find((each) => each === value) ?? 'unknown';
}

function questionOf(given: Fields): Omit<AuthorizationQuestion, 'mesh' | 'bindings'> {
  const source = recordOf(given.source);
  const destination = recordOf(given.destination);
  const connection = recordOf(given.connection);
  const ip = textOf(source.ip);
  const sni = textOf(connection.sni);
  const service = serviceOf(destination);
  return {
    source: {
      dataplane: dataplaneOf(source.dataplane),
      principal: source.principal === null ? null : textOf(source.principal),
      ...(ip === undefined ? {} : { ip }),
    },
    destination: {
      workload: textOf(destination.workload) ?? '',
      subject: subjectOf(destination),
      dataplane: dataplaneOf(destination.dataplane),
      ...(service === undefined ? {} : { service }),
      addressedBy: destination.addressedBy === 'workload' ? 'workload' : 'service',
      waypoint: isRecord(destination.waypoint) ? waypointOf(destination.waypoint) : null,
      ingressUsesWaypoint: destination.ingressUseWaypoint === true || destination.ingressUseWaypoint === 'true' ? 'T' : 'F',
    },
    connection: {
      protocol: portProtocol({ appProtocol: textOf(connection.protocol) ?? 'unknown' }),
      ...portsOf(connection),
      ...(connection.mtls === false ? { mtls: false } : {}),
      ...(sni === undefined ? {} : { sni }),
    },
    request: requestOf(recordOf(given.request)),
  };
}

function portsOf(connection: Fields): { workloadPort?: number; servicePort?: number } {
  const [workloadPort, servicePort] = [numberOf(connection.workloadPort), numberOf(connection.servicePort)];
  return { ...(workloadPort === undefined ? {} : { workloadPort }), ...(servicePort === undefined ? {} : { servicePort }) };
}

function subjectOf(destination: Fields): AttachmentSubject {
  const role = destination.kind === 'gateway' ? 'gateway' : 'workload';
  return { namespace: textOf(destination.namespace) ?? '', labels: textsOf(destination.labels), role, services: [] };
}

function serviceOf(destination: Fields): ServiceBehind | undefined {
  const name = textOf(destination.service);
  if (name === undefined) return undefined;
  const namespace = textOf(destination.serviceNamespace) ?? textOf(destination.namespace) ?? '';
  return { kind: destination.kind === 'ServiceEntry' ? 'ServiceEntry' : 'Service', namespace, name };
}

function waypointOf(waypoint: Fields): CallWaypoint {
  const principal = textOf(waypoint.principal);
  return {
    namespace: textOf(waypoint.namespace) ?? '',
    name: textOf(waypoint.name) ?? '',
    takes: textOf(waypoint.for) ?? 'service',
    ...(waypoint.ready === false ? { usable: 'F' } : {}),
    ...(principal === undefined ? {} : { principal }),
  };
}

function requestOf(request: Fields): RequestFacts {
  const [method, path, host] = [textOf(request.method), textOf(request.path), textOf(request.host)];
  return {
    ...(method === undefined ? {} : { method }),
    ...(path === undefined ? {} : { path }),
    ...(host === undefined ? {} : { host }),
    ...(isRecord(request.headers) ? { headers: lowerCased(textsOf(request.headers)) } : {}),
    ...(isRecord(request.jwt) ? { jwt: request.jwt } : {}),
  };
}

function lowerCased(headers: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...headers].map(([name, value]) => [name.toLowerCase(), value]));
}
