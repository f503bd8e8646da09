/** HTTPRoute of the Gateway API (docs/policies.md §4.4). */
import {
  checkFilteringRule,
  checkHostnames,
  filteringBackend,
  headerMatch,
  isGatewayDuration,
  routeFilter,
  routeSpecFields,
  routeStatus,
  sessionPersistence,
} from './gateway-api-fields';
import { anything, integer, listOf, oneOf, struct, text, type Value } from './reader';
import { type ResourceOf, resourceKind } from './resource';
import { type Refuse, refuser } from './traffic-fields';

const match = struct({
  path: struct({ type: oneOf('Exact', 'PathPrefix', 'RegularExpression'), value: text }),
  headers: listOf(headerMatch),
  queryParams: listOf(headerMatch),
  method: oneOf('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH'),
});

const rule = struct({
  name: text,
  matches: listOf(match),
  filters: listOf(routeFilter),
  backendRefs: listOf(filteringBackend),
  timeouts: struct({ request: text, backendRequest: text }),
  retry: struct({ codes: listOf(integer), attempts: integer, backoff: anything }),
  sessionPersistence,
});

const fields = struct({ spec: struct({ ...routeSpecFields, hostnames: listOf(text), rules: listOf(rule) }), status: routeStatus });

function checkMatch({ path: to, headers = [], queryParams = [] }: Value<typeof match>, path: string, refuse: Refuse): void {
  const { type = 'PathPrefix', value = '/' } = to ?? {};
  if (type !== 'RegularExpression' && (!value.startsWith('/') || /\/\/|\/\.\.?(\/|$)|%2[fF]|#/.test(value)))
    refuse(`${path}.path.value`, `is ${value}, not a plain path from /`);
  for (const [field, list] of [
    ['headers', headers],
    ['queryParams', queryParams],
  ] as const)
    list.forEach(({ name = '', value: text = '' }, index) => {
      if (name === '') refuse(`${path}.${field}[${index}].name`, 'is missing');
      if (text === '') refuse(`${path}.${field}[${index}].value`, 'is missing');
    });
}

export const httpRoute = resourceKind({
  group: 'gateway.networking.k8s.io',
  versions: ['v1', 'v1beta1'],
  plural: 'httproutes',
  namespaced: true,
  fields,
  check: ({ spec = {} }, at) => {
    const refuse = refuser(at);
    checkHostnames(spec.hostnames, refuse);
    const { rules = [] } = spec;
    if (rules.length > 16) refuse('spec.rules', 'has more than 16 entries');
    rules.forEach((each, index) => {
      const path = `spec.rules[${index}]`;
      (each.matches ?? []).forEach((entry, number) => {
        checkMatch(entry, `${path}.matches[${number}]`, refuse);
      });
      checkFilteringRule(each, path, refuse);
      if ((each.backendRefs ?? []).length > 0 && (each.filters ?? []).some(({ type }) => type === 'RequestRedirect'))
        refuse(`${path}.backendRefs`, 'stand beside a RequestRedirect');
      for (const field of ['request', 'backendRequest'] as const) {
        const span = each.timeouts?.[field];
        if (span !== undefined && !isGatewayDuration(span)) refuse(`${path}.timeouts.${field}`, `is ${span}, not a duration`);
      }
    });
  },
});

export type HTTPRoute = ResourceOf<typeof httpRoute>;
