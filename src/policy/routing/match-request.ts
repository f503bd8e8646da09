/** Which rule a known request takes. */
import { hostWithin } from '../../istio/host';
import type { RequestFacts } from '../authorization/request-facts';
import type { RouteCondition, RouteRule, Tri } from '../model';

/** Index of the rule; null = none matches; undefined = an attribute that decides is not known. */
export function selectRule(rules: readonly RouteRule[], request: RequestFacts, host: string): number | null | undefined {
  for (const [index, rule] of rules.entries()) {
    const answer = ruleHolds(rule, request, host);
    if (answer === 'T') return index;
    if (answer === 'U') return undefined;
  }
  return null;
}

function ruleHolds(rule: RouteRule, request: RequestFacts, host: string): Tri {
  if (!rule.conditional) return 'T';
  const answers = (rule.alternatives ?? [rule.when]).map((conditions) =>
    all(conditions.map((each) => conditionHolds(each, request, host))),
  );
  if (answers.includes('T')) return 'T';
  return answers.includes('U') ? 'U' : 'F';
}

function all(answers: readonly Tri[]): Tri {
  if (answers.includes('F')) return 'F';
  return answers.includes('U') ? 'U' : 'T';
}

const negations: ReadonlyMap<string, string> = new Map([
  ['notExact', 'exact'],
  ['notPrefix', 'prefix'],
  ['notRegex', 'regex'],
  ['notPresent', 'present'],
]);

/** `U` = what the request is asked for is not known. */
export function conditionHolds(condition: RouteCondition, request: RequestFacts, host: string): Tri {
  const plain = negations.get(condition.op);
  if (plain !== undefined) {
    const answer = conditionHolds({ ...condition, op: plain }, request, host);
    return ({ T: 'F', F: 'T', U: 'U' } as const)[answer];
  }
  const given = attributeOf(condition.attribute, request, host);
  if (given === undefined) return 'U';
  if (given === null) return 'F';
  return textHolds(condition, given);
}

/** null = known to be absent, undefined = not known. */
function attributeOf(
  attribute: string,
  { method, path, host: given, scheme, headers }: RequestFacts,
  host: string,
): string | null | undefined {
  const [, kind = '', name = ''] = /^request\.(headers|queryParams)\[(.*)\]$/s.exec(attribute) ?? [];
  if (kind === 'headers') return headers === undefined ? undefined : (headers.get(name) ?? null);
  if (kind === 'queryParams') return queryOf(path, name);
  if (attribute === 'request.method') return method;
  if (attribute === 'request.path') return path?.split(/[?#]/)[0];
  if (attribute === 'request.scheme') return scheme;
  if (attribute === 'request.host' || attribute === 'connection.sni') return given ?? (host.startsWith('*') ? undefined : host);
  return undefined;
}

function queryOf(path: string | undefined, name: string): string | null | undefined {
  if (path === undefined) return undefined;
  const mark = path.indexOf('?');
  return mark < 0 ? null : new URLSearchParams(path.slice(mark + 1)).get(name);
}

function textHolds({ op, value = '', ignoreCase }: RouteCondition, given: string): Tri {
  const [text, wanted] = ignoreCase === true ? [given.toLowerCase(), value.toLowerCase()] : [given, value];
  if (op === 'present') return 'T';
  if (op === 'exact') return text === wanted ? 'T' : 'F';
  if (op === 'prefix') return text.startsWith(wanted) ? 'T' : 'F';
  if (op === 'host') return hostWithin(text, wanted) ? 'T' : 'F';
  if (op === 'pathPrefix') return text === wanted || text.startsWith(wanted.endsWith('/') ? wanted : `${wanted}/`) ? 'T' : 'F';
  return op === 'regex' ? regexHolds(value, given, ignoreCase === true) : 'U';
}

/** RE2 matches the whole text. What JavaScript cannot read is not decided. */
function regexHolds(pattern: string, text: string, ignoreCase: boolean): Tri {
  try {
    const insensitive = ignoreCase || pattern.startsWith('(?i)');
    return new RegExp(`^(?:${pattern.replace(/^\(\?i\)/, '')})$`, insensitive ? 'iu' : 'u').test(text) ? 'T' : 'F';
  } catch {
    return 'U';
  }
}
