/** Proposes an AuthorizationPolicy from the callers of a span, and holds it against the same traffic (docs/what-if.md). */
import { formatDuration } from '../../lib/duration';
import type { Problem } from '../../lib/problem';
import type { ImaginedPolicies } from '../../policy/evaluate-policies';
import { callName } from '../../policy/findings/evidence';
import type { JudgedCall } from '../../policy/findings/finding-kind';
import type { Observation } from '../../policy/observation';
import { momentText } from '../readiness/figures';
import { MOST_SPAN_SECONDS } from '../readiness/span';
import { type WhatIfEvidence, whatIf } from '../what-if/what-if';
import { askSpan, type SpanAnswer, type SpanSource } from './ask-span';
import { type Enforcing, enforcingOf, freeName } from './enforcing';
import { type FoundCaller, findCallers } from './find-callers';
import type { LeastPrivilegeAnswer, LeastPrivilegeQuestion, ObservedCaller, Proposal } from './model';
import { notCovered } from './not-covered';
import { type CountedCall, callsOfWindow } from './observed-span';
import { noCallers, spanTooLong } from './problems';
import { writeProposal } from './write-proposal';

/** Never rejects: what could not be asked or proposed is part of the answer. */
export async function leastPrivilege(
  question: LeastPrivilegeQuestion,
  evidence: WhatIfEvidence,
  source: SpanSource,
): Promise<LeastPrivilegeAnswer> {
  const { observation } = evidence;
  const wanted = question.spanSeconds ?? observation.windowSeconds;
  const spanSeconds = Math.max(observation.windowSeconds, Math.min(wanted, MOST_SPAN_SECONDS));
  const cut = wanted > MOST_SPAN_SECONDS ? [spanTooLong(formatDuration(MOST_SPAN_SECONDS))] : [];
  const span =
    spanSeconds > observation.windowSeconds
      ? await askSpan(question, { spanSeconds, endSeconds: observation.atSeconds }, source)
      : undefined;
  return propose(question, evidence, { spanSeconds, span, problems: [...cut, ...(span?.problems ?? [])] });
}

interface Looked {
  readonly spanSeconds: number;
  /** undefined = the window of the picture. */
  readonly span: SpanAnswer | undefined;
  readonly problems: readonly Problem[];
}

/** The same without asking: pure. */
function propose(
  question: LeastPrivilegeQuestion,
  evidence: WhatIfEvidence,
  { spanSeconds, span, problems }: Looked,
): LeastPrivilegeAnswer {
  const asked = span === undefined ? {} : { asked: span.asked };
  const none = (problem: Problem): LeastPrivilegeAnswer => ({
    problems: [...problems, problem],
    spanSeconds,
    ...asked,
    callers: [],
    notCovered: [],
    wouldDeny: [],
  });
  const counted = span?.calls ?? callsOfWindow(evidence.observation);
  const seen = span === undefined ? evidence.observation : observationOf(span.calls, spanSeconds, evidence.observation);
  const now = evidence.imagine(evidence.inventory, seen);
  const enforcing = enforcingOf(question, now.facts);
  if (!enforcing.ok) return none(enforcing.error);
  const callers = findCallers(counted, judgedOf(now), enforcing.value);
  const uncovered = notCovered({
    callers,
    enforcing: enforcing.value,
    spanSeconds,
    asked: span?.asked,
    server: enforcing.value.workload && now.result.workloads.get(enforcing.value.workload.key),
  });
  const answer = { problems, spanSeconds, ...asked, callers: callers.map(toldOf), notCovered: uncovered, wouldDeny: [] };
  if (!callers.some(({ coveredBy }) => coveredBy !== undefined))
    return { ...answer, problems: [...problems, noCallers(`${question.namespace}/${question.name}`)] };
  const proposal = proposalOf(question, evidence, { callers, enforcing: enforcing.value, uncovered, span: spanText(spanSeconds, seen) });
  return { ...answer, proposal, wouldDeny: deniedBy(proposal, callers, { ...evidence, observation: seen, policies: now.result }) };
}

const spanText = (spanSeconds: number, { atSeconds }: Observation): string =>
  `${formatDuration(spanSeconds)} up to ${momentText(atSeconds)}`;

/** Calls of the span take the place of those of the window; the others tell of workloads that resources do not. */
function observationOf(calls: readonly CountedCall[], spanSeconds: number, current: Observation): Observation {
  const byKey = new Map([...current.calls, ...calls.map(({ call }) => call)].map((call) => [call.key, call]));
  return { ...current, windowSeconds: spanSeconds, calls: [...byKey.values()] };
}

function judgedOf({ judged }: ImaginedPolicies): (counted: CountedCall) => JudgedCall | undefined {
  const byKey = new Map(judged.map((each) => [each.call.key, each]));
  return ({ call }) => byKey.get(call.key);
}

interface Found {
  readonly callers: readonly FoundCaller[];
  readonly enforcing: Enforcing;
  readonly uncovered: LeastPrivilegeAnswer['notCovered'];
  readonly span: string;
}

function proposalOf(
  { namespace, name }: LeastPrivilegeQuestion,
  { inventory }: WhatIfEvidence,
  { callers, enforcing, uncovered, span }: Found,
): Proposal {
  const ref = { kind: 'AuthorizationPolicy', namespace, name: freeName(`${name}-callers`, namespace, inventory) };
  const yaml = writeProposal({ name: ref.name, namespace, enforcing, callers, notCovered: uncovered, span });
  return { ref, yaml, enforcer: enforcing.enforcer };
}

/** Calls of covered callers that the proposal would deny all the same: there should be none. */
function deniedBy({ yaml }: Proposal, callers: readonly FoundCaller[], evidence: WhatIfEvidence): readonly string[] {
  const covered = new Set(
    callers.filter(({ coveredBy }) => coveredBy !== undefined).flatMap(({ calls }) => calls.map(({ judged }) => judged.call.key)),
  );
  const { diff } = whatIf({ drafts: [{ name: 'proposal', text: yaml }] }, evidence);
  return (diff?.calls ?? []).flatMap((change) => (change.consequence === 'denied' && covered.has(change.call) ? [callName(change)] : []));
}

function toldOf({ calls: _, source: __, namespace: ___, leftOut: ____, ...caller }: FoundCaller): ObservedCaller {
  return caller;
}
