/** What happens to a call, as text for people. */
import type { Inventory } from '../istio/inventory';
import { refText } from '../istio/ref';
import { formatRatio } from '../lib/format-number';
import { oneLine } from '../lib/one-line';
import type { AuthorizationVerdict, Because, CallPolicy, RouteRule, RouteShare } from '../policy/model';
import type { ObservedEnd } from '../policy/observation';
import type { CallQuestion } from '../policy/resolve-call';
import { positionText } from './position-text';

export interface Explained {
  readonly question: CallQuestion;
  readonly policy: CallPolicy;
}

export function explainText(explained: readonly Explained[], inventory: Inventory): string {
  const why = (because: readonly Because[]) => because.map((each) => `    ${reason(each, inventory)}`);
  return explained
    .flatMap(({ question, policy }) => [
      `${endText(question.source)} → ${endText(question.destination)}${serviceText(question)}`,
      `  Path           ${pathText(policy)}`,
      ...policy.bypassed.flatMap(({ waypoint, because }) => [`    bypassed: ${refText(waypoint)}`, ...why([because])]),
      `  Transport      ${policy.transport.value}${WORKS[policy.transport.works]}`,
      ...why(policy.transport.because),
      `  Authorization  ${verdictText(policy.authorization)}`,
      ...why(policy.authorization.because),
      ...(policy.dryRun === undefined ? [] : [`  Dry run        ${verdictText(policy.dryRun)}`, ...why(policy.dryRun.because)]),
      `  Route          ${policy.routing.kind}`,
      ...policy.routing.rules.map((rule) => `    ${ruleText(rule)}`),
      ...policy.routing.limits.map((limits) => `    limits: ${refText(limits.ref)} ${limits.path}`),
      ...why(policy.routing.because),
      '',
    ])
    .map(oneLine)
    .join('\n')
    .trimEnd();
}

const WORKS = { T: '', F: ': does not work', U: ': cannot tell whether it works' } as const;

function reason({ sentence, certainty, ref, path }: Because, inventory: Inventory): string {
  const position = ref === undefined ? undefined : positionText(inventory, ref, path ?? '');
  return `${sentence}${position === undefined ? '' : ` (${position})`}${certainty === 'computed' ? '' : ` [${certainty}]`}`;
}

const endText = ({ namespace, workload }: ObservedEnd): string => `${namespace ?? '?'}/${workload ?? '?'}`;

function serviceText({ service, port }: CallQuestion): string {
  if (service?.name === undefined) return ', by the address of a pod';
  return `, by service ${service.namespace}/${service.name}${port === undefined ? '' : `:${port}`}`;
}

function pathText({ path }: CallPolicy): string {
  if (path.length === 0) return 'nobody enforces anything';
  return path.map(({ enforcer, at, identitySeen }) => `${enforcer} at ${at} (sees ${identityText(identitySeen)})`).join(' → ');
}

function identityText(identity: string | null | undefined): string {
  if (identity === null) return 'no identity';
  return identity ?? 'an unknown identity';
}

function verdictText({ verdict, undecided, decidedBy }: AuthorizationVerdict): string {
  const on = undecided.length > 0 ? ` on ${undecided.join(', ')}` : '';
  const by = decidedBy.map(
    ({ ref, path, action, effect }) => `${action} ${refText(ref)}${path === undefined ? '' : ` ${path}`} (${effect})`,
  );
  return `${verdict}${on}${by.length > 0 ? ` by ${by.join('; ')}` : ''}`;
}

function ruleText({ ref, path, when, shares, fault, mirrors, timeoutSeconds, retries }: RouteRule): string {
  const parts = [
    when.length > 0
      ? `when ${when.map(({ attribute, op, value }) => `${attribute} ${op}${value === undefined ? '' : ` ${value}`}`).join(', ')}`
      : '',
    shares.map(shareText).join(', '),
    fault?.abortPercent ? `abort ${fault.abortPercent} %` : '',
    fault?.delayPercent ? `delay ${fault.delayPercent} %` : '',
    ...mirrors.map(({ host, subset, percent }) => `mirror ${percent} % to ${host}${subset === undefined ? '' : ` ${subset}`}`),
    timeoutSeconds === undefined ? '' : `timeout ${timeoutSeconds} s`,
    retries === undefined ? '' : `${retries.attempts} retries`,
  ].filter((part) => part !== '');
  return `${refText(ref)} ${path}: ${parts.join('; ')}`;
}

function shareText({ host, port, subset, share, status }: RouteShare): string {
  if (status !== undefined) return `${formatRatio(share)} answered ${status}`;
  return `${formatRatio(share)} to ${host}${port === undefined ? '' : `:${port}`}${subset === undefined ? '' : ` subset ${subset}`}`;
}
