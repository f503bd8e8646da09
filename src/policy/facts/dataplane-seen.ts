/** What the reporters of observed traffic give away about data planes and identities (docs/policies.md §4.7). */
import { endKey } from '../keys';
import type { Dataplane, Stated, WorkloadKey } from '../model';
import type { Observation, ObservedCall, ObservedEnd } from '../observation';
import type { SeenWorkload } from './workload-facts';

export interface Seen extends SeenWorkload {
  /** undefined = its traffic does not tell. */
  readonly dataplane?: Stated<Dataplane>;
}

interface Signal {
  readonly value: Dataplane;
  readonly sentence: string;
}

type Signalled = SeenWorkload & { readonly signals: Map<Dataplane, string> };

/** The strongest sign wins; a waypoint's own word, then ztunnel's, then what a reporter implies. */
const ORDER: readonly Dataplane[] = ['waypoint', 'ambient', 'sidecar'];

export function seenWorkloads(observation: Observation | undefined): ReadonlyMap<WorkloadKey, Seen> {
  const found = new Map<WorkloadKey, Signalled>();
  const note = (end: ObservedEnd, signals: readonly Signal[]): void => {
    const key = endKey(end);
    if (key === undefined || end.namespace === undefined || end.workload === undefined) return;
    const known: Signalled = found.get(key) ?? { key, namespace: end.namespace, name: end.workload, signals: new Map() };
    for (const { value, sentence } of signals) if (!known.signals.has(value)) known.signals.set(value, sentence);
    const { app = known.app, version = known.version, principal = known.principal } = end;
    found.set(key, {
      ...known,
      ...(app === undefined ? {} : { app }),
      ...(version === undefined ? {} : { version }),
      ...(principal === undefined ? {} : { principal }),
    });
  };
  for (const call of observation?.calls ?? []) {
    note(call.source, signalsOf('source', call));
    note(call.destination, signalsOf('destination', call));
  }
  for (const waypoint of observation?.waypoints ?? [])
    note(waypoint, [{ value: 'waypoint', sentence: 'Its own telemetry says that it is a waypoint.' }]);
  return new Map([...found].map(([key, { signals, ...seen }]) => [key, { ...seen, ...strongest(signals) }]));
}

function strongest(signals: ReadonlyMap<Dataplane, string>): Pick<Seen, 'dataplane'> {
  const value = ORDER.find((each) => signals.has(each));
  const sentence = value === undefined ? undefined : signals.get(value);
  if (value === undefined || sentence === undefined) return {};
  return { dataplane: { value, certainty: 'assumed', because: [{ sentence, certainty: 'assumed' }] } };
}

const ztunnel: Signal = { value: 'ambient', sentence: 'ztunnel reports its connections.' };

const DOES: Readonly<Record<'source' | 'destination', string>> = { source: 'sends', destination: 'receives' };

/** What the reporters of a call say of one of its ends. */
function signalsOf(end: 'source' | 'destination', { protocol, reporters, ztunnels }: ObservedCall): readonly Signal[] {
  if (ztunnels?.includes(end) === true) return [ztunnel];
  if (protocol === 'tcp') return [];
  if (reporters.includes(end))
    return [{ value: 'sidecar', sentence: `It reports the HTTP requests it ${DOES[end]}, which only a sidecar or a gateway does.` }];
  return reporters.includes('waypoint')
    ? [{ value: 'ambient', sentence: 'Only a waypoint reports its requests, so ztunnel seems to carry them.' }]
    : [];
}
