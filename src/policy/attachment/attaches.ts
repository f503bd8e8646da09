/** Whether one policy attaches to one proxy, and why (docs/policies.md §2.1). */
import { GATEWAY_NAME, WAYPOINT_CLASS } from '../../istio/label-names';
import type { Labels } from '../../istio/labels';
import { isTargetKind, type PolicyTarget, type PolicyTargetReference, targetReferences } from '../../istio/resources/policy-target';
import type { Tri } from '../model';
import { type AttachablePolicy, type AttachmentMesh, type AttachmentSubject, targetOf } from './subject';

export interface Attachment {
  readonly attaches: boolean;
  readonly reason: string;
}

/** As `attaches`, where labels nobody knows may decide: `U`. `path` is the deciding field. */
export interface JudgedAttachment {
  readonly value: Tri;
  readonly reason: string;
  readonly path?: string;
}

/** What nobody can tell counts as not attached. */
export function attaches(policy: AttachablePolicy, subject: AttachmentSubject, mesh: AttachmentMesh): Attachment {
  const { value, reason } = judgeAttachment(policy, subject, mesh);
  return { attaches: value === 'T', reason };
}

/** Total: what would not be sent to that proxy does not attach. */
export function judgeAttachment(policy: AttachablePolicy, subject: AttachmentSubject, mesh: AttachmentMesh): JudgedAttachment {
  const target = targetOf(policy);
  const references = targetReferences(target);
  const isWaypoint = subject.role === 'waypoint';
  const ofGatewayApi = isWaypoint || subject.labels.has(GATEWAY_NAME);
  if (!ofGatewayApi)
    return references.length > 0
      ? no('targetRefs are only read by gateways and waypoints', references[0]?.path)
      : bySelector(policy, target, subject, mesh);
  if (references.length === 0) {
    if (policy.kind === 'Telemetry' && isWaypoint) return telemetryAtWaypoint(policy, target, subject, mesh);
    if (isWaypoint) return no('a waypoint only reads policies with targetRefs', 'spec');
    if (!mesh.flags.ENABLE_SELECTOR_BASED_K8S_GATEWAY_POLICY) return no('ENABLE_SELECTOR_BASED_K8S_GATEWAY_POLICY=false', 'spec');
    return bySelector(policy, target, subject, mesh);
  }
  const judged = references.map(({ ref, path }) => byReference(policy, ref, path, subject, mesh));
  return judged.find(({ value }) => value === 'T') ?? judged[0] ?? no('no target');
}

const yes = (reason: string, path?: string): JudgedAttachment => ({ value: 'T', reason, ...(path === undefined ? {} : { path }) });
const no = (reason: string, path?: string): JudgedAttachment => ({ value: 'F', reason, ...(path === undefined ? {} : { path }) });

function bySelector(
  { namespace }: AttachablePolicy,
  { selector }: PolicyTarget,
  { namespace: at, labels, labelsComplete = true }: AttachmentSubject,
  { rootNamespace }: AttachmentMesh,
): JudgedAttachment {
  if (namespace !== at && namespace !== rootNamespace) return no('policy of another namespace', 'metadata.namespace');
  const scope = namespace === rootNamespace && at !== rootNamespace ? 'mesh-wide' : 'namespace-wide';
  const wanted = selector?.matchLabels;
  if (wanted === undefined || wanted.size === 0) return yes(`${scope} policy`);
  const value = selection(wanted, labels, labelsComplete);
  const path = 'spec.selector.matchLabels';
  if (value === 'T') return yes('selector matches the labels', path);
  if (value === 'F') return no('selector does not match the labels', path);
  return { value, reason: 'selector asks for a label that is not known', path };
}

/** A label that is known to differ decides; one that is not known does not. */
function selection(wanted: Labels, labels: Labels, complete: boolean): Tri {
  let value: Tri = 'T';
  for (const [name, text] of wanted) {
    const actual = labels.get(name);
    if (actual === text) continue;
    if (actual !== undefined || complete) return 'F';
    value = 'U';
  }
  return value;
}

/** Telemetry without a target reaches waypoints too: of the mesh, of their namespace and of the services behind them (docs/policies.md §3). */
function telemetryAtWaypoint(
  { namespace }: AttachablePolicy,
  { selector }: PolicyTarget,
  { namespace: at, services }: AttachmentSubject,
  { rootNamespace }: AttachmentMesh,
): JudgedAttachment {
  if ((selector?.matchLabels?.size ?? 0) > 0) return no('a waypoint reads no selectors', 'spec.selector');
  const inScope = namespace === at || namespace === rootNamespace || services.some((service) => service.namespace === namespace);
  return inScope ? yes('namespace-wide telemetry reaches waypoints') : no('policy of another namespace', 'metadata.namespace');
}

function byReference(
  { namespace }: AttachablePolicy,
  ref: PolicyTargetReference,
  path: string,
  subject: AttachmentSubject,
  { rootNamespace }: AttachmentMesh,
): JudgedAttachment {
  if (isTargetKind(ref, 'gateway.networking.k8s.io', 'Gateway')) return byGateway(namespace, ref, path, subject);
  if (subject.role !== 'waypoint') return no(`${ref.kind ?? 'this kind of'} targets are only read by waypoints`, path);
  if (isTargetKind(ref, 'gateway.networking.k8s.io', 'GatewayClass')) {
    if (ref.name !== WAYPOINT_CLASS) return no('targetRef names another GatewayClass', path);
    return namespace === rootNamespace
      ? yes('GatewayClass of all waypoints, targeted from the root namespace', path)
      : no('GatewayClass targetRef is only honoured in the root namespace', path);
  }
  const kind = targetedServiceKind(ref);
  if (kind === undefined) return no('targetRef names a kind that policies do not attach to', path);
  const behind = subject.services.some((each) => each.kind === kind && each.name === ref.name && each.namespace === namespace);
  return behind
    ? yes(`${kind} of the policy namespace behind this waypoint`, path)
    : no(`targetRef names no ${kind} of the policy namespace behind this waypoint`, path);
}

function targetedServiceKind(ref: PolicyTargetReference): 'Service' | 'ServiceEntry' | undefined {
  if (isTargetKind(ref, 'core', 'Service')) return 'Service';
  return isTargetKind(ref, 'networking.istio.io', 'ServiceEntry') ? 'ServiceEntry' : undefined;
}

function byGateway(
  policyNamespace: string,
  ref: PolicyTargetReference,
  path: string,
  { namespace, labels, role }: AttachmentSubject,
): JudgedAttachment {
  if (policyNamespace !== namespace) return no('policy of another namespace than the Gateway', 'metadata.namespace');
  if ((ref.namespace ?? '') !== '' && ref.namespace !== namespace)
    return no('targetRef names another namespace, which is not supported', path);
  if (labels.get(GATEWAY_NAME) !== ref.name) return no('targetRef names another Gateway', path);
  return yes(role === 'waypoint' ? 'policy on the waypoint covers all its services' : 'policy on the Gateway', path);
}
