/** Callers → the AuthorizationPolicy that lets them in and nobody else, with its evidence as comments. */
import { writeYaml } from '../../istio/write-yaml';
import { listIn } from '../../lib/list-in';
import { momentText } from '../readiness/figures';
import type { Enforcing } from './enforcing';
import type { FoundCaller } from './find-callers';
import type { NotCovered } from './model';
import { countText } from './words';

export interface ProposalParts {
  readonly name: string;
  readonly namespace: string;
  readonly enforcing: Enforcing;
  readonly callers: readonly FoundCaller[];
  readonly notCovered: readonly NotCovered[];
  /** "7d up to 2026-11-21 14:15 UTC". */
  readonly span: string;
}

/** One rule for all callers of the same ports; ports only where every call of the caller tells its port. */
export function writeProposal({ name, namespace, enforcing, callers, notCovered, span }: ProposalParts): string {
  const covered = callers.filter(({ coveredBy }) => coveredBy !== undefined);
  const byPorts = new Map<string, FoundCaller[]>();
  for (const caller of covered) listIn(byPorts, enforcing.readsPorts ? caller.ports.join(',') : '').push(caller);
  const comments = new Map<string, readonly string[]>();
  const rules = [...byPorts.values()].map((group, index) => ruleOf(group, `spec.rules[${index}]`, comments, enforcing.readsPorts));
  const policy = {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name, namespace },
    spec: { ...enforcing.attachment, action: 'ALLOW', rules },
  };
  const above = [
    `Callers observed during the ${span}. Nothing applied this: read it, then apply it yourself.`,
    ...notCovered.map(({ says, callers: who }) => `Not covered: ${says}${who.length === 0 ? '' : ` (${who.join(', ')})`}`),
  ];
  return writeYaml(policy, { above, at: comments });
}

function ruleOf(callers: readonly FoundCaller[], path: string, comments: Map<string, readonly string[]>, readsPorts: boolean): object {
  const principals = groupBy(callers, ({ coveredBy, principal }) => (coveredBy === 'principal' ? principal : undefined));
  const namespaces = groupBy(callers, ({ coveredBy, namespace }) => (coveredBy === 'namespace' ? namespace : undefined));
  const sources = [
    { field: 'principals', byName: principals },
    { field: 'namespaces', byName: namespaces },
  ].filter(({ byName }) => byName.size > 0);
  const ports = readsPorts ? (callers[0]?.ports ?? []) : [];
  for (const [index, { field, byName }] of sources.entries())
    for (const [at, of] of [...byName.values()].entries())
      comments.set(`${path}.from[${index}].source.${field}[${at}]`, of.map(evidenceOf));
  return {
    from: sources.map(({ field, byName }) => ({ source: { [field]: [...byName.keys()] } })),
    ...(ports.length > 0 && { to: [{ operation: { ports: ports.map(String) } }] }),
  };
}

/** "store/web: 3,780 requests, last seen 2026-11-21 14:15 UTC". */
function evidenceOf(caller: FoundCaller): string {
  const seen = caller.lastSeenSeconds === undefined ? '' : `, last seen ${momentText(caller.lastSeenSeconds)}`;
  return `${caller.name}: ${countText(caller)}${seen}`;
}

function groupBy(
  callers: readonly FoundCaller[],
  nameOf: (caller: FoundCaller) => string | undefined,
): ReadonlyMap<string, readonly FoundCaller[]> {
  const byName = new Map<string, FoundCaller[]>();
  for (const caller of callers) {
    const name = nameOf(caller);
    if (name !== undefined) listIn(byName, name).push(caller);
  }
  return byName;
}
