/** A route names a subset that no DestinationRule of the host defines, or one that selects no workload. */
import { fullHost, hostWithin } from '../../istio/host';
import { refText } from '../../istio/ref';
import type { DestinationRule } from '../../istio/resources/destination-rule';
import { type RouteTarget, routeTargets } from '../virtual-service-targets';
import { callsRoutedBy, lostRequests } from './calls-of-route';
import { analyze } from './commands';
import { type FindingContext, type FindingKind, finding } from './finding-kind';

const code = 'route-to-missing-subset';

export const routeToMissingSubset: FindingKind = {
  code,
  about: 'A route sends requests to a subset that is not defined, or that selects no workload.',
  find: (context) => {
    const rules = rulesByHost(context.inventory.of('DestinationRule'));
    return context.inventory.of('VirtualService').flatMap((resource) =>
      routeTargets(resource).flatMap((target) => {
        const wrong = target.subset === undefined ? undefined : wrongSubset(context, rules, target, target.subset);
        if (wrong === undefined) return [];
        const ref = { kind: resource.kind, namespace: resource.namespace, name: resource.name };
        const path = `${target.path}.subset`;
        const calls = callsRoutedBy(context, ref);
        return [
          finding(code, `${resource.namespace}/${resource.name}/${path}`, {
            severity: wrong.certain ? 'error' : 'warning',
            title: `${refText(ref)} sends requests to subset ${target.subset} of ${target.host}, which ${wrong.defined ? 'selects no workload' : 'is not defined'}.`,
            evidence: [{ sentence: wrong.sentence, certainty: wrong.certain ? 'computed' : 'assumed', ref, path }, ...lostRequests(calls)],
            next: 'Define the subset in the DestinationRule of the host with the labels of the workloads it means; until then these requests fail with 503.',
            commands: analyze(resource.namespace),
            ref,
            path,
            edges: [...new Set(calls.map(({ call }) => call.edge))],
          }),
        ];
      }),
    );
  },
};

interface WrongSubset {
  readonly defined: boolean;
  readonly certain: boolean;
  readonly sentence: string;
}

function wrongSubset(
  context: FindingContext,
  rules: ReadonlyMap<string, readonly DestinationRule[]>,
  { host }: RouteTarget,
  subset: string,
): WrongSubset | undefined {
  const applying = [
    ...(rules.get(host) ?? []),
    ...[...rules].filter(([pattern]) => pattern.startsWith('*') && hostWithin(host, pattern)).flatMap(([, each]) => each),
  ];
  const defining = applying.filter(({ spec }) => spec?.subsets?.some(({ name }) => name === subset));
  if (defining.length === 0) {
    const coverage = context.inventory.coverage('DestinationRule');
    if (coverage === 'forbidden' || coverage === 'missing') return undefined;
    const certain = coverage !== 'none';
    const named = applying.map((rule) => refText(rule)).join(', ');
    return {
      defined: false,
      certain,
      sentence: applying.length === 0 ? `No DestinationRule names ${host}.` : `${named} defines no subset ${subset}.`,
    };
  }
  const service = context.facts.services.find({ host });
  const behind = service === undefined ? [] : context.workloadsBehind(service);
  if (service === undefined || behind.length === 0 || behind.some(({ labelsComplete }) => !labelsComplete)) return undefined;
  const selected = defining.some(({ spec }) => {
    const labels = spec?.subsets?.find(({ name }) => name === subset)?.labels ?? new Map<string, string>();
    return behind.some((workload) => [...labels].every(([name, value]) => workload.labels.get(name) === value));
  });
  if (selected) return undefined;
  return { defined: true, certain: true, sentence: `No workload behind ${refText(service.ref)} has the labels of subset ${subset}.` };
}

function rulesByHost(rules: readonly DestinationRule[]): ReadonlyMap<string, readonly DestinationRule[]> {
  const byHost = new Map<string, DestinationRule[]>();
  for (const rule of rules) {
    const host = fullHost(rule.spec?.host ?? '', rule.namespace);
    const list = byHost.get(host);
    if (list === undefined) byHost.set(host, [rule]);
    else list.push(rule);
  }
  return byHost;
}
