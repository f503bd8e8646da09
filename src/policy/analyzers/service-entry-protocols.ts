/** ServiceEntries that give one port of one host different protocols. */
import { refText } from '../../istio/ref';
import type { ServiceEntry } from '../../istio/resources/service-entry';
import { listIn } from '../../lib/list-in';
import type { Analyzer, AnalyzerMessage } from './analyzer';
import { scopesOf } from './destination-hosts';

interface Port {
  readonly entry: ServiceEntry;
  readonly protocol: string;
  readonly path: string;
}

/** One message per ServiceEntry, as `istioctl` does it. What is exported to all conflicts with what is exported to one namespace. */
export const serviceEntryProtocols: Analyzer = {
  id: 'serviceentry.ConflictingServiceEntryProtocolAnalyzer',
  codes: ['IST0177'],
  reads: ['ServiceEntry'],
  onGraph: true,
  analyze: ({ of }) => {
    const byPort = new Map<string, { readonly scope: string; readonly key: string; readonly ports: Port[] }>();
    const everywhere = new Map<string, Port[]>();
    for (const entry of of('ServiceEntry'))
      for (const scope of scopesOf(entry.spec?.exportTo, entry.namespace))
        for (const host of entry.spec?.hosts ?? [])
          (entry.spec?.ports ?? []).forEach(({ number = 0, protocol = '' }, index) => {
            const key = `${host}:${number}`;
            const port = { entry, protocol: protocol.toUpperCase(), path: `spec.ports[${index}]` };
            const group = byPort.get(`${scope}/${key}`) ?? { scope, key, ports: [] };
            byPort.set(`${scope}/${key}`, group);
            group.ports.push(port);
            if (scope === '*') listIn(everywhere, key).push(port);
          });
    const told = new Set<ServiceEntry>();
    return [...byPort]
      .sort(byText)
      .flatMap(([, { scope, key, ports }]) => tell(key, scope === '*' ? ports : [...ports, ...(everywhere.get(key) ?? [])], told));
  },
};

function byText([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}

function tell(key: string, ports: readonly Port[], told: Set<ServiceEntry>): readonly AnalyzerMessage[] {
  const protocols = [...new Set(ports.map(({ protocol }) => protocol))].sort();
  if (protocols.length < 2) return [];
  const named = [...new Set(ports.map(({ entry }) => refText(entry)))].sort().join(', ');
  const sentence = `${named} give ${key} different protocols: ${protocols.map((each) => (each === '' ? 'none' : each)).join(', ')}.`;
  return ports.flatMap(({ entry, path }) => {
    if (told.has(entry)) return [];
    told.add(entry);
    return [{ code: 'IST0177' as const, subject: entry, path, sentence }];
  });
}
