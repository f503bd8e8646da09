/** Both sides of every observed call → the calls that come out differently, worst first. */
import { compareText } from '../../istio/ref';
import { formatRatio } from '../../lib/format-number';
import type { PolicyResult } from '../../policy/evaluate-policies';
import { callName, connectionsWhere, hasTraffic, requestsWhere } from '../../policy/findings/evidence';
import type { JudgedCall } from '../../policy/findings/finding-kind';
import { modeAt } from '../../policy/findings/server-mode';
import type { AuthorizationVerdict, CallPolicy, WorkloadPolicy } from '../../policy/model';
import type { ObservedCall } from '../../policy/observation';
import { amountOf, compareAmounts } from './amounts';
import { type CallPair, consequenceOf, delivered, whyBroken } from './consequence';
import { type CallChange, CONSEQUENCES, type Consequence, type SaidOfAccess } from './model';
import type { PlacesOfResources } from './places';

/** A call whose outcome differs, with all the engine says of both sides. */
export interface ComparedCall {
  readonly judged: JudgedCall;
  readonly pair: CallPair;
  readonly consequence: Consequence;
}

/** Worst first; inside one consequence those with more traffic first. */
export function comparedCalls(before: PolicyResult, after: readonly JudgedCall[]): readonly ComparedCall[] {
  const compared = after.flatMap((judged): readonly ComparedCall[] => {
    const { call, policy, server } = judged;
    const old = before.calls.get(call.key);
    const oldServer = judged.destination === undefined ? undefined : before.workloads.get(judged.destination.key);
    if (old === undefined || (old === policy && oldServer === server)) return [];
    const pair = { before: old, after: policy, plaintextRefused: refusesPlaintext(judged, oldServer) };
    const consequence = consequenceOf(pair);
    return consequence === undefined ? [] : [{ judged, pair, consequence }];
  });
  return compared.sort(byWorst);
}

export function byWorst(a: ComparedCall, b: ComparedCall): number {
  return (
    CONSEQUENCES.indexOf(a.consequence) - CONSEQUENCES.indexOf(b.consequence) ||
    compareAmounts(amountOf(a.judged.call), amountOf(b.judged.call)) ||
    compareText(a.judged.call.key, b.judged.call.key)
  );
}

/** What the caller sends is not known from configuration, but plaintext is observed, and the server would take no more of it. */
function refusesPlaintext({ call, policy, server, workloadPort }: JudgedCall, before: WorkloadPolicy | undefined): boolean {
  if (call.mtls.plaintext <= 0 || policy.transport.value !== 'unknown' || server === undefined || before === undefined) return false;
  return modeAt(server.serverMtls, workloadPort) === 'STRICT' && modeAt(before.serverMtls, workloadPort) !== 'STRICT';
}

/** In the form of the answer. */
export function callChange({ judged, pair, consequence }: ComparedCall, places: PlacesOfResources): CallChange {
  const { call } = judged;
  const { before, after } = pair;
  const { key, edge, source, destination, service, protocol } = call;
  const said = (verdict: AuthorizationVerdict): SaidOfAccess => ({
    verdict: verdict.verdict,
    undecided: verdict.undecided,
    because: verdict.because,
    decidedBy: verdict.decidedBy.map(places.placed),
  });
  const accessDiffers = before.authorization.verdict !== after.authorization.verdict || consequence === 'denied';
  return {
    call: key,
    edge,
    source,
    destination,
    ...(service !== undefined && { service }),
    protocol,
    consequence,
    says: `${callName(call)} ${outcome(pair, consequence, call)}`,
    traffic: amountOf(call),
    hasTraffic: hasTraffic(call),
    refusedPerSecond: refusedPerSecond(call),
    ...(accessDiffers && { access: { before: said(before.authorization), after: said(after.authorization) } }),
    ...(before.dryRun?.verdict !== after.dryRun?.verdict && { dryRun: { before: before.dryRun?.verdict, after: after.dryRun?.verdict } }),
    ...(transportDiffers(pair) && { transport: { before: transportOf(before), after: transportOf(after) } }),
    ...(before.routing.kind !== after.routing.kind && { routing: { before: before.routing.kind, after: after.routing.kind } }),
  };
}

const transportDiffers = ({ before, after, plaintextRefused }: CallPair): boolean =>
  plaintextRefused || before.transport.value !== after.transport.value || before.transport.works !== after.transport.works;

const transportOf = ({ transport: { value, works, because } }: CallPolicy) => ({ value, works, because });

/** Answered as a proxy that denies answers; a 403 may be the application's own. */
function refusedPerSecond(call: ObservedCall): number {
  if (call.protocol === 'tcp') return connectionsWhere(call, (flags) => flags.includes('DENY'));
  return requestsWhere(call, (status) => status === '403' || (call.protocol === 'grpc' && status === '7'));
}

function outcome(pair: CallPair, consequence: Consequence, call: ObservedCall): string {
  const { before, after } = pair;
  switch (consequence) {
    case 'denied':
      return 'would be denied.';
    case 'breaks':
      return broken(pair, call);
    case 'may-be-denied':
      return `${now(before.authorization)}, and ${then(after.authorization)}.`;
    case 'loses-mtls':
      return 'would be sent without mutual TLS.';
    case 'opens':
      return `${now(before.authorization)}, and ${then(after.authorization)}.`;
    case 'moves':
      return 'would be routed in other shares.';
    case 'gains-mtls':
      return 'would be sent with mutual TLS.';
    case 'dry-run':
      return after.dryRun === undefined
        ? 'would be watched by no policy in dry-run any more.'
        : `${then(after.dryRun)} if the policies in dry-run were enforced.`;
    case 'otherwise':
      return 'would have the same outcome in another way.';
  }
}

function broken(pair: CallPair, call: ObservedCall): string {
  const { transport, routing } = pair.after;
  const why = whyBroken(pair);
  if (why === 'transport') return `would break: the client sends ${transport.value}, which the server refuses.`;
  if (why === 'plaintext') {
    const { plaintext, mutual } = call.mtls;
    return `would break: ${formatRatio(plaintext / (plaintext + mutual))} of it is plaintext, which the server would refuse.`;
  }
  if (why === undefined) return 'would break: its route leads to what cannot take it.';
  const lost = 1 - delivered(routing);
  return lost >= 1
    ? 'would break: no route leads to a workload.'
    : `would break in part: proxies answer ${formatRatio(lost)} of it with errors.`;
}

function now({ verdict, undecided }: AuthorizationVerdict): string {
  if (verdict === 'depends') return `depends on ${undecided.join(', ')} now`;
  return { allowed: 'is allowed now', denied: 'is denied now', unknown: 'cannot be told now', ambiguous: 'hangs on ages nobody knows now' }[
    verdict
  ];
}

function then({ verdict, undecided }: AuthorizationVerdict): string {
  if (verdict === 'depends') return `would depend on ${undecided.join(', ')}`;
  return {
    allowed: 'would be allowed',
    denied: 'would be denied',
    unknown: `could not be told (${undecided.join(', ')})`,
    ambiguous: 'would hang on ages nobody knows',
  }[verdict];
}
