/** Observed calls in a small notation, for tests: "shop/web -> shop/cart 12rps". */
import type { EdgeId } from '../mesh/model';
import { callKey } from '../policy/keys';
import type { Observation, ObservedCall, ObservedConnections, Reporter } from '../policy/observation';

interface More {
  readonly principal?: string;
  /** "403 -" → requests per second. */
  readonly responses?: Readonly<Record<string, number>>;
  readonly connections?: ObservedConnections;
  readonly plaintext?: number;
  readonly mutual?: number;
  readonly reporters?: readonly Reporter[];
  readonly ztunnels?: readonly Reporter[];
  readonly bytesPerSecond?: number;
}

/** `text`: "namespace/workload -> namespace/workload via namespace/service http"; "?" is an unknown source; `via` and the protocol may be left out. */
export function observeCall(text: string, more: More = {}): ObservedCall {
  const match = /^(\S+) -> (\S+?)(?: via (\S+))?(?: (http|grpc|tcp))?$/.exec(text);
  if (match === null) throw new Error(`"${text}" is no call`);
  const [, from = '?', to = '?', via, protocol = 'http'] = match;
  const service = via === undefined ? {} : { service: serviceOf(via) };
  const ends = {
    source: { ...endOf(from), ...(more.principal === undefined ? {} : { principal: more.principal }) },
    destination: endOf(to),
    ...service,
    protocol: protocol as ObservedCall['protocol'],
  };
  const { responses = { '200 -': 10 }, plaintext = 0, mutual = 0, reporters = [], ztunnels, connections, bytesPerSecond } = more;
  return {
    ...ends,
    key: callKey(ends),
    edge: `${from}>${to}>${protocol}` as EdgeId,
    ...(protocol === 'tcp' ? {} : { requestsPerSecond: sum(Object.values(responses)), responses: responsesOf(responses) }),
    ...(connections === undefined ? {} : { connections }),
    ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }),
    mtls: { mutual, plaintext, ratio: mutual + plaintext === 0 ? undefined : mutual / (mutual + plaintext) },
    reporters,
    ...(ztunnels === undefined ? {} : { ztunnels }),
  };
}

/** A window of five minutes that ends at 1,700,000,000. */
export function observation(...calls: readonly ObservedCall[]): Observation {
  return { atSeconds: 1_700_000_000, windowSeconds: 300, calls };
}

function endOf(text: string) {
  const [namespace = '', workload = ''] = text.split('/');
  return text === '?' ? {} : { namespace, workload };
}

function serviceOf(text: string) {
  const [namespace = '', name = ''] = text.split('/');
  return { namespace, name, host: `${name}.${namespace}.svc.cluster.local` };
}

function responsesOf(responses: Readonly<Record<string, number>>) {
  const byCode = new Map<string, Map<string, number>>();
  for (const [text, rate] of Object.entries(responses)) {
    const [code = '', flags = '-'] = text.split(' ');
    const byFlags = byCode.get(code) ?? new Map<string, number>();
    byCode.set(code, byFlags.set(flags, rate));
  }
  return byCode;
}

const sum = (rates: readonly number[]): number => rates.reduce((total, rate) => total + rate, 0);
