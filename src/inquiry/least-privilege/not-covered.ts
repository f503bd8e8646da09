/** What a policy made of observed callers leaves out, or cannot know (docs/what-if.md). */
import { refText } from '../../istio/ref';
import { formatDuration } from '../../lib/duration';
import type { WorkloadPolicy } from '../../policy/model';
import type { Enforcing } from './enforcing';
import type { FoundCaller } from './find-callers';
import type { AskedSpan, NotCovered } from './model';

interface Around {
  readonly callers: readonly FoundCaller[];
  readonly enforcing: Enforcing;
  readonly spanSeconds: number;
  readonly asked: AskedSpan | undefined;
  readonly server: WorkloadPolicy | undefined;
}

/** Those that concern somebody first. */
export function notCovered(around: Around): readonly NotCovered[] {
  return [...leftOut(around), ...admitted(around), ...standing(around), ...unknowable(around)];
}

const LEFT_OUT = {
  'no-identity': 'Callers without an identity (plaintext) would be denied: no rule can name them.',
  'unknown-caller': 'Callers whom telemetry does not name cannot be named by a rule either: they would be denied.',
  denied: 'Callers that are denied now stay denied.',
} as const;

function leftOut({ callers }: Around): readonly NotCovered[] {
  return (['no-identity', 'unknown-caller', 'denied'] as const).flatMap((code) => {
    const names = namesOf(callers.filter((caller) => caller.leftOut === code));
    return names.length === 0 ? [] : [{ code, says: LEFT_OUT[code], callers: names }];
  });
}

/** A rule for a gateway or a waypoint is a rule for everybody behind it. */
function admitted({ callers }: Around): readonly NotCovered[] {
  const covered = callers.filter(({ coveredBy }) => coveredBy !== undefined);
  const of = (dataplane: 'gateway' | 'waypoint') => namesOf(covered.filter(({ source }) => source?.dataplane.value === dataplane));
  const said: readonly NotCovered[] = [
    { code: 'gateway', says: 'Whoever comes in through a gateway is let in: the proxy sees the gateway.', callers: of('gateway') },
    {
      code: 'waypoint',
      says: 'Whoever comes through the waypoint is let in here: a policy for the service says who may.',
      callers: of('waypoint'),
    },
  ];
  return said.filter(({ callers: names }) => names.length > 0);
}

/** Policies of one action add up: another ALLOW lets in more. */
function standing({ server, enforcing }: Around): readonly NotCovered[] {
  const others = (server?.attached ?? []).filter(
    ({ ref, enforcer, effect }) =>
      ref.kind === 'AuthorizationPolicy' && enforcer === enforcing.enforcer && effect !== 'ignored' && effect !== 'no-op',
  );
  if (others.length === 0) return [];
  const says = 'Policies stand there already: what an ALLOW among them allows stays allowed, until it is removed.';
  return [{ code: 'other-policies', says, callers: [...new Set(others.map(({ ref }) => refText(ref)))] }];
}

function unknowable({ spanSeconds, asked, enforcing }: Around): readonly NotCovered[] {
  const span = formatDuration(spanSeconds);
  const gap = asked !== undefined && asked.coveredSeconds < spanSeconds - asked.stepSeconds;
  return [
    ...(gap
      ? [
          {
            code: 'history' as const,
            says: `The source keeps only ${formatDuration(asked.coveredSeconds)} of the ${span} asked for.`,
            callers: [],
          },
        ]
      : []),
    { code: 'unseen', says: `Callers that did not call in these ${span} (monthly jobs, failovers, people) would be denied.`, callers: [] },
    {
      code: 'methods-and-paths',
      says: "Methods and paths are not in Istio's standard metrics, so the rules leave them open.",
      callers: [],
    },
    ...(enforcing.enforcer === 'waypoint'
      ? []
      : [
          {
            code: 'probes-and-scrapes' as const,
            says: 'Probes and scrapes that reach the port of the application itself carry no identity: those that Istio does not rewrite or merge would be denied.',
            callers: [],
          },
        ]),
  ];
}

const namesOf = (callers: readonly FoundCaller[]): readonly string[] => [...new Set(callers.map(({ name }) => name))];
