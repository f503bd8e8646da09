/** The verdict of all enforcement points on the way of a call (docs/policies.md §2.8). */

import { principalIn } from '../facts/principal';
import type { AuthorizationVerdict, Because, Decision, Enforcer, Verdict } from '../model';
import type { Chain } from './attributes';
import { isDryRun } from './dry-run';
import { type EnforcementPath, enforcementPath, type PathPoint } from './enforcement-path';
import { evaluatePoint } from './evaluate-point';
import type { PointAnswer } from './point';
import type { AuthorizationQuestion } from './question';
import { isConfigured, isHttpRequest, type Seen } from './seen';

/** As configured; policies in dry-run do not count. Never throws. */
export function evaluateAuthorization(
  question: AuthorizationQuestion,
  path: EnforcementPath = enforcementPath(question),
): AuthorizationVerdict {
  return evaluate(question, path, false);
}

/** The verdict were all dry-run policies enforced; undefined where none is on the way (docs/policies.md §2.7). */
export function evaluateDryRun(
  question: AuthorizationQuestion,
  path: EnforcementPath = enforcementPath(question),
): AuthorizationVerdict | undefined {
  const watched = path.ways.some((way) =>
    way.some(({ subject, enforcer }) =>
      question.bindings.authorization
        .at(subject)
        .some(
          ({ policy }) => isDryRun(policy) && (enforcer !== 'ztunnel' || question.mesh.flags.AMBIENT_ENABLE_DRY_RUN_AUTHORIZATION_POLICY),
        ),
    ),
  );
  return watched ? evaluate(question, path, true) : undefined;
}

function evaluate(question: AuthorizationQuestion, path: EnforcementPath, withDryRun: boolean): AuthorizationVerdict {
  const enforcedBy = commonEnforcers(path);
  const { refusedByMtls } = question;
  if (refusedByMtls !== undefined) return { verdict: 'denied', undecided: [], enforcedBy, decidedBy: [], because: [refusedByMtls] };
  const verdicts = path.ways.map((way) => evaluateWay(question, way, withDryRun));
  const bypassed = path.bypassed.map(({ because }) => because);
  const [first, ...others] = verdicts;
  if (first === undefined)
    return { verdict: 'unknown', undecided: ['path'], enforcedBy, decidedBy: [], because: [...path.because, ...bypassed] };
  if (path.complete && others.every(({ verdict }) => verdict === first.verdict)) {
    const merged = mergeVerdicts([first, ...others]);
    return { ...merged, enforcedBy, because: [...path.because, ...merged.because, ...bypassed] };
  }
  const all = mergeVerdicts(verdicts);
  return {
    verdict: 'unknown',
    undecided: unique(['path', ...all.undecided]),
    enforcedBy,
    decidedBy: [],
    because: [...path.because, ...all.because, ...bypassed],
  };
}

/** Who enforces on every way. */
function commonEnforcers({ ways }: EnforcementPath): readonly Enforcer[] {
  const [first = [], ...others] = ways.map((way) => way.map(({ enforcer }) => enforcer));
  return first.filter((enforcer) => others.every((other) => other.includes(enforcer)));
}

type WayVerdict = Pick<AuthorizationVerdict, 'verdict' | 'undecided' | 'decidedBy' | 'because'>;

/** Denied if any point denies; then undecided if any is; else allowed. */
function evaluateWay(question: AuthorizationQuestion, way: readonly PathPoint[], withDryRun: boolean): WayVerdict {
  if (way.length === 0) return { verdict: 'allowed', undecided: [], decidedBy: [], because: [nobodyEnforces(question)] };
  const answers = way.map((point) => answerOf(question, point, withDryRun));
  const open = answers.filter(({ verdict }) => verdict === 'undecided');
  const denying = answers.filter(({ verdict }) => verdict === 'denied');
  const deciding = denying.length > 0 ? denying : open.length > 0 ? open : answers;
  const undecided = denying.length > 0 ? [] : unique(open.flatMap((each) => each.undecided));
  return {
    verdict: verdictOf(denying.length > 0, undecided, open.length > 0),
    undecided,
    decidedBy: deciding.flatMap(({ decidedBy }) => decidedBy),
    because: deciding.flatMap(({ because }) => because),
  };
}

/** What configuration would tell is not what a request would: the one needs another input, the other is a condition. */
function verdictOf(denied: boolean, undecided: readonly string[], open: boolean): Verdict {
  if (denied) return 'denied';
  if (!open) return 'allowed';
  return undecided.some(isConfigured) ? 'unknown' : 'depends';
}

function nobodyEnforces({ destination }: AuthorizationQuestion): Because {
  const name = `${destination.subject.namespace}/${destination.workload}`;
  return { sentence: `Nothing enforces policies before ${name}: no proxy of the mesh captures its traffic.`, certainty: 'computed' };
}

function answerOf(question: AuthorizationQuestion, point: PathPoint, withDryRun: boolean): PointAnswer {
  const answers = chainsOf(question, point).map((chain) => answerAtChain(question, point, chain, withDryRun));
  const [first, second] = answers;
  if (first === undefined || second === undefined) return first ?? { verdict: 'allowed', undecided: [], decidedBy: [], because: [] };
  return mergeProtocols(first, second);
}

/** A port whose protocol Istio detects has both filter chains (docs/policies.md §2.5). */
function chainsOf({ connection, request }: AuthorizationQuestion, { enforcer }: PathPoint): readonly Chain[] {
  if (enforcer === 'ztunnel') return ['ztunnel'];
  if (connection.protocol === 'http' || connection.protocol === 'grpc') return ['http'];
  if (connection.protocol !== 'auto') return ['tcp'];
  return isHttpRequest(request) ? ['http'] : ['http', 'tcp'];
}

function mergeProtocols(http: PointAnswer, tcp: PointAnswer): PointAnswer {
  const merged = {
    decidedBy: uniqueBy([...http.decidedBy, ...tcp.decidedBy], decisionKey),
    because: uniqueBy([...http.because, ...tcp.because], ({ sentence }) => sentence),
  };
  if (http.verdict === tcp.verdict && http.verdict !== 'undecided') return { verdict: http.verdict, undecided: [], ...merged };
  const same = http.verdict === tcp.verdict && sameMembers(http.undecided, tcp.undecided);
  return {
    verdict: 'undecided',
    undecided: unique([...(same ? [] : ['request.protocol']), ...http.undecided, ...tcp.undecided]),
    ...merged,
  };
}

function answerAtChain(question: AuthorizationQuestion, point: PathPoint, chain: Chain, withDryRun: boolean): PointAnswer {
  const { mesh, bindings, strict, destination } = question;
  const { enforcer, at, subject, behind } = point;
  const last = enforcer === 'ztunnel';
  const waypointOf = behind ?? (last ? (destination.waypoint ?? undefined) : undefined);
  const autoAllowed =
    last && waypointOf !== undefined && mesh.flags.PILOT_AUTO_ALLOW_WAYPOINT_POLICY
      ? (waypointOf.principal ?? principalIn(mesh.trustDomain, waypointOf.namespace, waypointOf.name))
      : undefined;
  return evaluatePoint({
    enforcer,
    at,
    chain,
    attached: bindings.authorization.at(subject),
    readings: bindings.readings,
    seen: seenAt(question, point),
    mesh,
    withDryRun,
    ...(last && strict !== undefined ? { strict } : {}),
    ...(autoAllowed === undefined ? {} : { autoAllowed }),
  });
}

function seenAt({ bindings, connection, request }: AuthorizationQuestion, { subject, identitySeen, sourceIp, port }: PathPoint): Seen {
  const { destinationIp, protocol, sni } = connection;
  return {
    ...request,
    // A gRPC call is always a POST (docs/policies.md §2.4).
    ...(protocol === 'grpc' && request.method === undefined ? { method: 'POST' } : {}),
    principal: identitySeen,
    sni,
    readsTokens: bindings.readsTokens(subject),
    ...(sourceIp === undefined ? {} : { sourceIp }),
    ...(destinationIp === undefined ? {} : { destinationIp }),
    ...(port === undefined ? {} : { port }),
  };
}

function mergeVerdicts(verdicts: readonly WayVerdict[]): WayVerdict {
  const [only, ...others] = verdicts;
  if (only !== undefined && others.length === 0) return only;
  return {
    verdict: only?.verdict ?? 'unknown',
    undecided: unique(verdicts.flatMap(({ undecided }) => undecided)),
    decidedBy: uniqueBy(
      verdicts.flatMap(({ decidedBy }) => decidedBy),
      decisionKey,
    ),
    because: uniqueBy(
      verdicts.flatMap(({ because }) => because),
      ({ sentence }) => sentence,
    ),
  };
}

const decisionKey = ({ ref, effect, enforcer, path = '' }: Decision): string =>
  JSON.stringify([ref.kind, ref.namespace, ref.name, effect, enforcer, path]);

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function uniqueBy<T>(all: readonly T[], key: (each: T) => string): readonly T[] {
  return [...new Map(all.map((each) => [key(each), each])).values()];
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}
