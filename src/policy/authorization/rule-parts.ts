/** A rule as a list of clauses of alternatives of fields, and which of them a ztunnel or a TCP filter can read (docs/policies.md §2.4, §2.5). */
import type { AuthorizationOperation, AuthorizationRule, AuthorizationSource } from '../../istio/resources/authorization-policy-fields';
import {
  type Attribute,
  conditionAttribute,
  hosts,
  methods,
  namespaces,
  paths,
  ports,
  principals,
  remoteIp,
  requestPrincipals,
  serviceAccounts,
  sourceIp,
  trustDomains,
  ZTUNNEL_CONDITIONS,
} from './attributes';

/** One field with its patterns; `negated` for notX. */
export interface Part {
  /** "spec.rules[0].to[0].operation.methods" without what stands before the field: "methods", or the key of a condition. */
  readonly name: string;
  readonly attribute: Attribute;
  readonly patterns: readonly string[];
  readonly negated: boolean;
  readonly ztunnel: ZtunnelReading;
}

/** `reads` = a field of a connection; `http` = named as an HTTP attribute; `drops` = left out without a word. */
export type ZtunnelReading = 'reads' | 'http' | 'drops';

/** All of the parts must hold. */
export type Alternative = readonly Part[];

/** Any of the alternatives must hold; in a rule, all clauses. */
export interface Clause {
  readonly from: 'from' | 'to' | 'when';
  readonly alternatives: readonly Alternative[];
}

export interface RuleParts {
  readonly clauses: readonly Clause[];
  /** A `when` key that Istio does not know voids the rule. */
  readonly unknownKey?: string;
}

type FieldTable<T> = readonly (readonly [is: keyof T & string, not: keyof T & string, attribute: Attribute, ztunnel: ZtunnelReading])[];

const sourceFields: FieldTable<AuthorizationSource> = [
  ['principals', 'notPrincipals', principals, 'reads'],
  ['requestPrincipals', 'notRequestPrincipals', requestPrincipals, 'http'],
  ['namespaces', 'notNamespaces', namespaces, 'reads'],
  ['serviceAccounts', 'notServiceAccounts', serviceAccounts, 'reads'],
  ['trustDomains', 'notTrustDomains', trustDomains, 'drops'],
  ['ipBlocks', 'notIpBlocks', sourceIp, 'reads'],
  ['remoteIpBlocks', 'notRemoteIpBlocks', remoteIp, 'http'],
];

const operationFields: FieldTable<AuthorizationOperation> = [
  ['hosts', 'notHosts', hosts, 'http'],
  ['ports', 'notPorts', ports, 'reads'],
  ['methods', 'notMethods', methods, 'http'],
  ['paths', 'notPaths', paths, 'http'],
];

function partsOf<T extends Readonly<Record<string, readonly string[] | undefined>>>(
  fields: T | undefined,
  table: FieldTable<T>,
): Alternative {
  return table.flatMap(([is, not, attribute, ztunnel]) => [
    ...part(is, attribute, fields?.[is], false, ztunnel),
    ...part(not, attribute, fields?.[not], true, ztunnel),
  ]);
}

function part(
  name: string,
  attribute: Attribute,
  patterns: readonly string[] | undefined,
  negated: boolean,
  ztunnel: ZtunnelReading,
): Alternative {
  return patterns === undefined || patterns.length === 0 ? [] : [{ name, attribute, patterns, negated, ztunnel }];
}

/** Total; clauses before a `when` key that Istio does not know are still there. */
export function partsOfRule({ from = [], to = [], when = [] }: AuthorizationRule): RuleParts {
  const clauses: Clause[] = [];
  if (from.length > 0) clauses.push({ from: 'from', alternatives: from.map(({ source }) => partsOf(source, sourceFields)) });
  if (to.length > 0) clauses.push({ from: 'to', alternatives: to.map(({ operation }) => partsOf(operation, operationFields)) });
  for (const { key = '', values, notValues } of when) {
    const attribute = conditionAttribute(key);
    if (attribute === undefined) return { clauses, unknownKey: key };
    const ztunnel = ZTUNNEL_CONDITIONS.includes(key) ? 'reads' : 'http';
    clauses.push({
      from: 'when',
      alternatives: [[...part(key, attribute, values, false, ztunnel), ...part(key, attribute, notValues, true, ztunnel)]],
    });
  }
  return { clauses };
}

/** Names of the fields for which `wanted` holds, each once. */
export function fieldNames({ clauses }: RuleParts, wanted: (part: Part) => boolean): readonly string[] {
  const names = clauses.flatMap(({ alternatives }) => alternatives.flatMap((each) => each.filter(wanted).map(({ name }) => name)));
  return [...new Set(names)];
}
