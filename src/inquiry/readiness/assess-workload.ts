/** One workload: what flowed to it in plaintext, what STRICT would break, and what hides that (docs/readiness.md). */
import { compareText, refOf, refText } from '../../istio/ref';
import { portFor, targetPort } from '../../policy/facts/services';
import type { WorkloadFacts } from '../../policy/facts/workload-facts';
import { workloadKey } from '../../policy/keys';
import type { Dataplane, ServerMtls } from '../../policy/model';
import { modeOf } from '../../policy/mtls/compose';
import { list } from '../../telemetry/doctor/words';
import { addSums, heaviestFirst, type PortException, type Reason, verdictOf, type WorkloadReadiness } from './answer';
import { stepsText, sumsText } from './figures';
import { refusedProbes } from './health-probes';
import type { History, HistoryRow, Measured } from './history';
import type { Knowledge } from './knowledge';
import { ownPolicy } from './own-policy';
import { type CallerKnowledge, ownReports, plaintextCallers, sourceKey } from './plaintext-callers';
import { telemetryGaps } from './telemetry-resources';

export interface WorkloadPast {
  readonly namespace: string;
  readonly name: string;
  /** Rows that end at it. */
  readonly rows: readonly HistoryRow[];
  readonly measured: Measured;
}

interface Case extends WorkloadPast {
  readonly history: Pick<History, 'stepSeconds' | 'toSeconds'>;
  readonly knowledge: Knowledge | undefined;
  readonly facts: WorkloadFacts | undefined;
  readonly mode: ServerMtls | undefined;
  readonly dataplane: Dataplane;
}

/** A reason that names the port it is about can be excepted. */
interface PortReason extends Reason {
  readonly port?: PortException;
}

export function assessWorkload(past: WorkloadPast, history: Case['history'], knowledge: Knowledge | undefined): WorkloadReadiness {
  const { namespace, name } = past;
  const key = workloadKey(namespace, name);
  const facts = knowledge?.facts.workloads.get(key);
  const policy = knowledge?.policies.workloads.get(key);
  const mode = policy?.serverMtls;
  const subject: Case = { ...past, history, knowledge, facts, mode, dataplane: facts?.dataplane.value ?? 'unknown' };
  const rows = ownReports(past.rows);
  const plain = rows.filter(({ transport }) => transport === 'plaintext');
  const already = mode !== undefined && mode.certainty !== 'unknown' && mode.value === 'STRICT';
  const reasons = reasonsOf(subject, plain, rows, already);
  const breaking = reasons.filter(({ weight }) => weight === 'not-ready');
  // Excepting the only port would be STRICT by name alone.
  const excepted = breaking.flatMap(({ port }) => (port !== undefined && hasOtherPorts(subject, port.port) ? [port] : []));
  return {
    namespace,
    name,
    verdict: verdictOf(reasons),
    already,
    mode,
    dataplane: subject.dataplane,
    ...addSums(plain),
    callers: plaintextCallers(plain, knowledge ?? NOBODY),
    reasons: heaviestFirst(reasons.map(({ port: _, ...reason }) => reason)),
    exceptions: [...new Map(excepted.map((each) => [each.port, each])).values()].sort((a, b) => a.port - b.port),
    excepted: excepted.length === breaking.length,
    ownPorts: [...(mode?.ports ?? [])].map(([port, own]) => ({ port, mode: own })).filter((each) => each.mode !== 'STRICT'),
    unservedPorts: unservedPorts(subject),
    measured: past.measured,
  };
}

const NOBODY: CallerKnowledge = { kindOf: (source) => (sourceKey(source) === undefined ? 'unknown' : 'unjudged'), becauseOf: () => [] };

function reasonsOf(subject: Case, plain: readonly HistoryRow[], rows: readonly HistoryRow[], already: boolean): readonly PortReason[] {
  const { dataplane, facts, knowledge } = subject;
  if (dataplane === 'gateway' || dataplane === 'waypoint')
    return [note('not-affected', `It is a ${dataplane}: what its listeners accept is not decided by a PeerAuthentication.`)];
  if (already) return [note('already-strict', 'It is STRICT already.'), ...staleNote(plain)];
  return [
    ...plaintextReasons(subject, plain),
    ...ruleReasons(subject),
    ...probeReasons(subject),
    ...untoldReasons(rows),
    ...measuredReasons(subject, rows),
    ...(facts === undefined || knowledge === undefined ? [] : droppedReasons(facts, knowledge)),
    ...modeReasons(subject),
  ];
}

const note = (code: string, sentence: string): PortReason => ({ code, weight: 'note', sentence });

function staleNote(plain: readonly HistoryRow[]): readonly PortReason[] {
  return plain.length === 0
    ? []
    : [
        note(
          'plaintext-before-strict',
          `${capital(sumsText(addSums(plain)))} came in plaintext within the span: before it was STRICT, or on a port that is not.`,
        ),
      ];
}

/** One reason for what comes in on each known port, and one for the rest. */
function plaintextReasons(subject: Case, plain: readonly HistoryRow[]): readonly PortReason[] {
  const byPort = new Map<number | undefined, HistoryRow[]>();
  for (const row of plain) {
    const port = portOf(row, subject);
    byPort.set(port, [...(byPort.get(port) ?? []), row]);
  }
  return [...byPort].map(([port, rows]): PortReason => {
    const sentence = `${capital(sumsText(addSums(rows)))} came in plaintext${port === undefined ? '' : ` to port ${port}`}.`;
    const next = nextFor(rows, subject);
    if (port === undefined) return { code: 'plaintext', weight: 'not-ready', sentence, next };
    if (staysOpen(subject, port))
      return note('plaintext-on-own-port', `${sentence.slice(0, -1)}, which stays ${subject.mode?.ports.get(port)} by its own policy.`);
    return { code: 'plaintext', weight: 'not-ready', sentence, next, port: { port, why: 'plaintext', sentence } };
  });
}

function nextFor(rows: readonly HistoryRow[], { knowledge }: Case): string {
  const meshed = rows.every(({ source }) => knowledge?.kindOf(source) === 'meshed');
  return meshed
    ? 'The callers have proxies: look for what has them send plaintext (a DestinationRule, DISABLE, auto mTLS switched off), or whether it ended since.'
    : 'Bring the callers into the mesh, or let them go through a gateway.';
}

const hasOtherPorts = ({ facts }: Case, port: number): boolean =>
  facts?.ports?.some((other) => other !== port && !PROXY_PORTS.has(other)) === true;

/** The workload port that a row can only have come in by; undefined = several, or not known. */
function portOf({ service, protocol }: HistoryRow, { knowledge, facts, namespace }: Case): number | undefined {
  if (knowledge === undefined || facts === undefined || service.name === undefined) return undefined;
  const found = knowledge.facts.services.find({ namespace, ...service });
  const port = portFor(found, protocol);
  return port === undefined ? undefined : targetPort(port, facts.instances);
}

/** A policy of its own says something else than STRICT for the port; a namespace-wide one does not change that. */
const staysOpen = ({ mode }: Case, port: number): boolean => mode?.ports.has(port) === true && mode.ports.get(port) !== 'STRICT';

function ruleReasons(subject: Case): readonly PortReason[] {
  const { facts, knowledge } = subject;
  const rules = facts === undefined ? [] : (knowledge?.rules.get(facts.key) ?? []);
  return rules
    .filter(({ ports }) => ports.length === 0 || !ports.every((port) => staysOpen(subject, port)))
    .map(({ ref, path, says, ports: [port, another] }): PortReason => {
      const sentence = `${says}: clients that follow it would be refused.`;
      const reason: PortReason = {
        code: 'rule-refused',
        weight: 'not-ready',
        sentence,
        next: 'Remove its tls section, or write ISTIO_MUTUAL, before STRICT.',
        ref,
        path,
      };
      return port === undefined || another !== undefined ? reason : { ...reason, port: { port, why: 'rule', sentence } };
    });
}

function probeReasons(subject: Case): readonly PortReason[] {
  const probes = subject.facts === undefined ? [] : refusedProbes(subject.facts);
  return probes
    .filter(({ port }) => !staysOpen(subject, port))
    .map(({ kind, how, container, port }): PortReason => {
      const sentence = `The ${kind} probe of container ${container} asks port ${port} by ${how}, and injection did not redirect it: the kubelet has no certificate.`;
      return {
        code: 'probe-refused',
        weight: 'not-ready',
        sentence,
        next: 'Take the annotation sidecar.istio.io/rewriteAppHTTPProbers: "false" away and restart, or except the port.',
        port: { port, why: 'probe', sentence },
      };
    });
}

function untoldReasons(rows: readonly HistoryRow[]): readonly PortReason[] {
  const untold = addSums(rows.filter(({ transport }) => transport === 'untold'));
  if (untold.lastSeenSeconds === undefined) return [];
  return [
    {
      code: 'transport-untold',
      weight: 'cannot-tell',
      sentence: `${capital(sumsText(untold))} carry no usable reporter or connection_security_policy: they may have been plaintext.`,
      next: 'Take out what removes these labels; the telemetry doctor shows where to look.',
    },
  ];
}

function measuredReasons({ measured, dataplane, facts, history, knowledge }: Case, rows: readonly HistoryRow[]): readonly PortReason[] {
  const cannot = (code: string, sentence: string, next: string): readonly PortReason[] => [{ code, weight: 'cannot-tell', sentence, next }];
  if (dataplane === 'none')
    return cannot(
      'no-proxy',
      'Its Pods have no proxy: nothing counts what comes in plaintext, and nothing would enforce STRICT.',
      'Bring it into the mesh first: label the namespace and restart its Pods.',
    );
  if (measured.callersAlone > 0)
    return cannot(
      'side-silent',
      `For ${stepsText(measured.callersAlone, history.stepSeconds)} callers counted calls to it and its own side told nothing.`,
      'Look whether its Pods are scraped, and whether a Telemetry resource switches its metrics off.',
    );
  if (measured.server > 0 || measured.own > 0 || rows.length > 0) return [];
  const isListed = knowledge?.inventory.coverage('Pod') === 'complete';
  if (isListed && facts !== undefined && !facts.instances.some(({ live }) => live))
    return [note('no-pods', 'No Pod of it runs: there is nothing to refuse.')];
  return cannot(
    'not-measured',
    'Nothing of it was measured in the whole span, neither calls to it nor calls by it.',
    'Look whether its Pods are scraped; if nobody calls it, STRICT refuses nobody.',
  );
}

function droppedReasons(facts: WorkloadFacts, { inventory, rootNamespace }: Knowledge): readonly PortReason[] {
  return telemetryGaps(facts, inventory, rootNamespace).map(
    ({ ref, path, sentence }): PortReason => ({
      code: 'telemetry-dropped',
      weight: 'cannot-tell',
      sentence: `${sentence.slice(0, -1)}: plaintext would not be seen.`,
      next: 'Take the override out for the time of the migration.',
      ref,
      path,
    }),
  );
}

function modeReasons({ mode, facts, knowledge }: Case): readonly PortReason[] {
  if (mode === undefined) return [];
  const own = facts === undefined || knowledge === undefined ? undefined : ownPolicy(facts, knowledge.inventory);
  const refs = mode.because.flatMap(({ ref }) => (ref === undefined ? [] : [refText(ref)]));
  const reasons: PortReason[] = [];
  if (own !== undefined && modeOf(own) !== 'UNSET')
    reasons.push({
      ...note('own-policy', `${refText(own)} selects it and says ${modeOf(own)}: a policy for the namespace does not change that.`),
      next: 'Delete it, or make it STRICT, once the namespace is STRICT.',
      ref: refOf(own),
      path: 'spec.mtls.mode',
    });
  if (mode.value === 'DISABLE')
    reasons.push(note('mode-disable', 'It is DISABLE now, so callers send plaintext on purpose: make it PERMISSIVE first and look again.'));
  if (mode.certainty === 'unknown')
    reasons.push(
      note(
        'mode-unknown',
        `Which mode it has now is not known${refs.length === 0 ? '' : ` (${list([...new Set(refs)].sort(compareText))})`}.`,
      ),
    );
  return reasons;
}

function unservedPorts({ knowledge, facts }: Case): readonly number[] {
  if (knowledge === undefined || facts?.ports === undefined || facts.dataplane.value === 'none') return [];
  const served = new Set(
    knowledge.facts.services.of(facts).flatMap(({ ports }) => ports.flatMap((port) => targetPort(port, facts.instances) ?? [])),
  );
  return facts.ports.filter((port) => !served.has(port) && !PROXY_PORTS.has(port));
}

/** Ports of the sidecar itself (istio.io, "Application requirements"). */
const PROXY_PORTS: ReadonlySet<number> = new Set([15_000, 15_001, 15_002, 15_004, 15_006, 15_008, 15_020, 15_021, 15_053, 15_090]);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
