/** Folds what was evaluated per call and workload into one summary per drawn edge and node: where they differ the worst counts. */
import { listIn } from '../lib/list-in';
import type { EdgeId, NodeId } from '../mesh/model';
import type { DrawnFinding, DrawnPolicies, DrawnShare, EdgePolicySummary, NodePolicySummary } from './drawn';
import type { PolicyResult } from './evaluate-policies';
import type {
  CallKey,
  CallPolicy,
  Certainty,
  Finding,
  FindingSeverity,
  OverallShare,
  Routing,
  Tri,
  Verdict,
  WorkloadKey,
  WorkloadPolicy,
} from './model';

/** Where a call and its ends stand in the picture. */
export interface DrawnCall {
  readonly call: CallKey;
  readonly edge: EdgeId;
  readonly source: NodeId;
  readonly target: NodeId;
  /** Undefined = telemetry names no workload there. */
  readonly sourceWorkload: WorkloadKey | undefined;
  readonly targetWorkload: WorkloadKey | undefined;
  /** Edge of the mesh grouped by workload, as findings name it. */
  readonly finest: EdgeId;
}

const VERDICTS: readonly Verdict[] = ['denied', 'ambiguous', 'depends', 'unknown', 'allowed'];
const CERTAINTIES: readonly Certainty[] = ['unknown', 'assumed', 'computed', 'reported'];
const WORKS: readonly Tri[] = ['F', 'U', 'T'];
const ROUTINGS: readonly Routing['kind'][] = ['unreachable', 'ambiguous', 'conditional', 'fixed', 'not-applied', 'none'];
const SEVERITIES: readonly FindingSeverity[] = ['error', 'warning', 'info'];

/** The earliest word of `order` among the given ones. */
const worstOf = <T>(order: readonly T[], given: readonly T[]): T | undefined => order.find((word) => given.includes(word));
const sameOf = <T>(values: readonly T[]): T | undefined => (values.every((value) => value === values[0]) ? values[0] : undefined);
const unique = <T>(values: readonly T[]): readonly T[] => Array.from(new Set(values));

interface Member {
  readonly policy: CallPolicy;
  readonly server: WorkloadPolicy | undefined;
}

/** Everything the picture shows of policies. Findings keep their order, worst first. */
export function drawPolicies({ workloads, calls, findings }: PolicyResult, drawn: readonly DrawnCall[]): DrawnPolicies {
  const byEdge = new Map<EdgeId, Member[]>();
  const byNode = new Map<NodeId, Set<WorkloadPolicy>>();
  const policyOf = (key: WorkloadKey | undefined) => (key === undefined ? undefined : workloads.get(key));
  for (const place of drawn) {
    const policy = calls.get(place.call);
    const server = policyOf(place.targetWorkload);
    if (policy !== undefined) listIn(byEdge, place.edge).push({ policy, server });
    for (const [node, workload] of [[place.source, policyOf(place.sourceWorkload)] as const, [place.target, server] as const])
      if (workload !== undefined) byNode.set(node, (byNode.get(node) ?? new Set()).add(workload));
  }
  const placed = placeFindings(findings, drawn);
  return {
    edges: new Map(Array.from(byEdge, ([id, members]) => [id, summariseEdge(members, placed.worstOfEdge.get(id))])),
    nodes: new Map(Array.from(byNode, ([id, members]) => [id, summariseNode(Array.from(members), placed.worstOfNode.get(id))])),
    findings: placed.findings,
  };
}

function summariseEdge(members: readonly Member[], worstFinding: FindingSeverity | undefined): EdgePolicySummary {
  const policies = members.map(({ policy }) => policy);
  const verdicts = policies.map(({ authorization }) => authorization.verdict);
  const certainties = policies.flatMap(({ transport, authorization }) => [
    transport.certainty,
    ...authorization.because.map(({ certainty }) => certainty),
  ]);
  return {
    calls: members.length,
    mixed: sameOf(verdicts) === undefined,
    certainty: worstOf(CERTAINTIES, certainties) ?? 'unknown',
    verdict: worstOf(VERDICTS, verdicts) ?? 'unknown',
    undecided: unique(policies.flatMap(({ authorization }) => authorization.undecided)),
    enforcers: unique(policies.flatMap(({ path }) => path.map(({ enforcer }) => enforcer))),
    serverMode: sameOf(members.map(({ server }) => server?.serverMtls.value)),
    transport: sameOf(policies.map(({ transport }) => transport.value)) ?? 'unknown',
    works:
      worstOf(
        WORKS,
        policies.map(({ transport }) => transport.works),
      ) ?? 'U',
    bypassed: policies.some(({ bypassed }) => bypassed.length > 0),
    routing: summariseRouting(policies.map(({ routing }) => routing)),
    ...(worstFinding !== undefined && { worstFinding }),
  };
}

/** Shares are shown where all calls of the edge have the same ones: two splits in one label would be neither. */
function summariseRouting(routings: readonly Routing[]): EdgePolicySummary['routing'] {
  const rules = routings.flatMap((routing) => routing.rules);
  const faults = rules.flatMap(({ fault }) => fault ?? []);
  const mirror = Math.max(0, ...rules.flatMap(({ mirrors }) => mirrors.map(({ percent }) => percent)));
  const timeout = sameOf(rules.map(({ timeoutSeconds }) => timeoutSeconds));
  const retries = sameOf(rules.map((rule) => (rule.retries?.byDefault === true ? undefined : rule.retries?.attempts)));
  const shares = routings.map(({ overall }) => overall.map(drawnShare));
  return {
    kind:
      worstOf(
        ROUTINGS,
        routings.map(({ kind }) => kind),
      ) ?? 'none',
    shares: sameOf(shares.map((each) => JSON.stringify(each))) === undefined ? [] : (shares[0] ?? []),
    delay: faults.some(({ delayPercent }) => (delayPercent ?? 0) > 0),
    abort: faults.some(({ abortPercent }) => (abortPercent ?? 0) > 0),
    ...(mirror > 0 && { mirrorPercent: mirror }),
    ...(timeout !== undefined && { timeoutSeconds: timeout }),
    ...(retries !== undefined && { retries }),
    circuitBreaker: routings.some(({ limits }) => limits.some(limitsTraffic)),
  };
}

const limitsTraffic = (limits: Routing['limits'][number]): boolean =>
  limits.outlierDetection !== undefined ||
  limits.maxConnections !== undefined ||
  limits.maxPendingRequests !== undefined ||
  limits.maxRequests !== undefined;

/** "v1" where a subset or a version label tells, else the first name of the host; an answer of the proxy is its code. */
function drawnShare({ host, subset, labels, status, min, max }: OverallShare): DrawnShare {
  const label = status === undefined ? (labels?.get('version') ?? subset ?? host.split('.')[0] ?? host) : String(status);
  return { label, min, max };
}

function summariseNode(members: readonly WorkloadPolicy[], worstFinding: FindingSeverity | undefined): NodePolicySummary {
  return {
    dataplane: sameOf(members.map(({ dataplane }) => dataplane.value)),
    serverMode: sameOf(members.map(({ serverMtls }) => serverMtls.value)),
    posture: sameOf(members.map(({ posture }) => posture.value)),
    certainty:
      worstOf(
        CERTAINTIES,
        members.flatMap(({ dataplane, serverMtls, posture }) => [dataplane.certainty, serverMtls.certainty, posture.certainty]),
      ) ?? 'unknown',
    ...(worstFinding !== undefined && { worstFinding }),
  };
}

interface PlacedFindings {
  readonly findings: readonly DrawnFinding[];
  readonly worstOfEdge: ReadonlyMap<EdgeId, FindingSeverity>;
  readonly worstOfNode: ReadonlyMap<NodeId, FindingSeverity>;
}

function placeFindings(findings: readonly Finding[], drawn: readonly DrawnCall[]): PlacedFindings {
  const edgesOf = new Map<EdgeId, EdgeId[]>();
  const nodesOf = new Map<WorkloadKey, NodeId[]>();
  for (const { finest, edge, source, target, sourceWorkload, targetWorkload } of drawn) {
    listIn(edgesOf, finest).push(edge);
    if (sourceWorkload !== undefined) listIn(nodesOf, sourceWorkload).push(source);
    if (targetWorkload !== undefined) listIn(nodesOf, targetWorkload).push(target);
  }
  const worstOfEdge = new Map<EdgeId, FindingSeverity>();
  const worstOfNode = new Map<NodeId, FindingSeverity>();
  const placed = findings.map((finding): DrawnFinding => {
    const drawnEdges = unique(finding.edges.flatMap((id) => edgesOf.get(id) ?? []));
    const drawnNodes = unique(finding.workloads.flatMap((key) => nodesOf.get(key) ?? []));
    for (const id of drawnEdges) worstOfEdge.set(id, worseOf(worstOfEdge.get(id), finding.severity));
    // What is about a call is marked on its edge; both ends of it would only repeat that.
    if (drawnEdges.length === 0) for (const id of drawnNodes) worstOfNode.set(id, worseOf(worstOfNode.get(id), finding.severity));
    return { ...finding, drawnEdges, drawnNodes };
  });
  return { findings: placed, worstOfEdge, worstOfNode };
}

const worseOf = (known: FindingSeverity | undefined, next: FindingSeverity): FindingSeverity =>
  worstOf(SEVERITIES, known === undefined ? [next] : [known, next]) ?? next;
