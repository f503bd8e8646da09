/** Gateways whose servers take the same hosts on one port of the same pods (docs/policies.md §4.3). */
import { type Labels, NO_LABELS } from '../../istio/labels';
import { refText } from '../../istio/ref';
import type { Gateway } from '../../istio/resources/gateway';
import { type AnalysisContext, type Analyzer, type AnalyzerMessage, POD_KINDS } from './analyzer';
import { selectorText } from './label-index';

/** Servers of one port and selector, by the Gateway they are of: host → bind. */
interface PortGroup {
  readonly selector: Labels;
  readonly text: string;
  readonly port: number;
  readonly gateways: Map<Gateway, Map<string, string>>;
}

/**
 * In `istioctl` the last server of a Gateway for a port hides its others, and hosts that did not conflict with a Gateway are from then on
 * counted as its own; else all servers count and nothing is added.
 */
export const conflictingGateways: Analyzer = {
  id: 'gateway.ConflictingGatewayAnalyzer',
  codes: ['IST0101', 'IST0145'],
  reads: ['Gateway', ...POD_KINDS],
  onGraph: true,
  analyze: (context) => {
    const groups = groupServers(context);
    const reach = createReach(context);
    return context.of('Gateway').flatMap((gateway) => analyzeOne(context, gateway, groups, reach));
  },
};

function groupServers({ of, asIstioctl }: AnalysisContext): readonly PortGroup[] {
  const groups = new Map<string, PortGroup>();
  for (const gateway of of('Gateway')) {
    const selector = gateway.spec?.selector ?? NO_LABELS;
    const text = selectorText(selector);
    for (const { port, hosts = [], bind = '' } of gateway.spec?.servers ?? []) {
      const number = port?.number ?? 0;
      const key = `${text}~${number}`;
      const group = groups.get(key) ?? { selector, text, port: number, gateways: new Map<Gateway, Map<string, string>>() };
      groups.set(key, group);
      const earlier = asIstioctl ? undefined : group.gateways.get(gateway);
      group.gateways.set(gateway, new Map([...(earlier ?? []), ...hosts.map((host) => [host, bind] as const)]));
    }
  }
  return [...groups.values()];
}

/** Whether two selectors select a pod in common; equal ones always do, others only if one contains the other as text. */
function createReach({ pods }: AnalysisContext): (a: PortGroup, selector: Labels, text: string) => boolean {
  const known = new Map<string, boolean>();
  return (group, selector, text) => {
    if (group.text === text) return true;
    if (!group.text.includes(text) && !text.includes(group.text)) return false;
    const key = `${group.text}|${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const contradicts = [...selector].some(([name, value]) => group.selector.has(name) && group.selector.get(name) !== value);
    const shared = !contradicts && pods.selected(new Map([...group.selector, ...selector])).length > 0;
    known.set(key, shared);
    return shared;
  };
}

function analyzeOne(
  { asIstioctl }: AnalysisContext,
  gateway: Gateway,
  groups: readonly PortGroup[],
  reach: ReturnType<typeof createReach>,
): readonly AnalyzerMessage[] {
  const selector = gateway.spec?.selector ?? NO_LABELS;
  const text = selectorText(selector);
  const same = groups.filter((group) => reach(group, selector, text));
  if (text !== '' && same.length === 0)
    return [
      { code: 'IST0101', subject: gateway, path: 'spec.selector', sentence: `${refText(gateway)} has no server for the pods ${text}.` },
    ];
  return (gateway.spec?.servers ?? []).flatMap(({ port, hosts = [], bind = '' }, index) => {
    const others = same
      .filter((group) => group.port === (port?.number ?? 0))
      .flatMap((group) => [...group.gateways])
      .filter(([other, taken]) => other !== gateway && conflicts(hosts, bind, taken, asIstioctl))
      .map(([other]) => refText(other))
      .sort();
    if (others.length === 0) return [];
    const sentence = `${refText(gateway)} serves ${hosts.join(', ')} on port ${port?.number ?? 0} of the same pods as ${others.join(', ')}.`;
    return [{ code: 'IST0145' as const, subject: gateway, path: `spec.servers[${index}].hosts`, sentence, placeless: true as const }];
  });
}

function conflicts(hosts: readonly string[], bind: string, taken: Map<string, string>, adds: boolean): boolean {
  if (hosts.some((host) => taken.get(host) === bind)) return true;
  if (adds) for (const host of hosts) taken.set(host, bind);
  return false;
}
