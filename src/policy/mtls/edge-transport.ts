/** What a client sends to a server and whether that works, over all that is not known of either (docs/policies.md §1.4, §1.5). */
import type { MeshConfig } from '../../istio/mesh-config';
import type { DestinationRuleLookup } from '../destination-rule-lookup';
import type { AppliedDestinationRule } from '../destination-rule-merge';
import type { Because, Certainty, Dataplane, MtlsMode, ServerMtls, Transport, Tri } from '../model';
import { portsWithSettings } from '../traffic-settings';
import { type ClientSends, clientTransport, type Sending, type Sent } from './client-transport';
import { type Arriving, inboundResult } from './inbound-result';
import type { ServerModes } from './server-mtls';
import type { Judged, Situation, TransportQuestion, TransportServer, TransportService } from './transport-question';

export interface EdgeTransport {
  /** `unknown` where what is not known would change it. */
  readonly sends: ClientSends | 'unknown';
  readonly value: Transport;
  readonly works: Tri;
  /** The call works and carries the identity of the client. */
  readonly mtls: Tri;
  readonly certainty: Certainty;
  readonly because: readonly Because[];
}

export type TransportMesh = Pick<MeshConfig, 'enableAutoMtls' | 'flags' | 'certainty'>;

export interface Transports {
  readonly edgeTransport: (question: TransportQuestion) => EdgeTransport;
}

/** Rules and modes are looked up in indexes, so an edge costs nothing of what is elsewhere. */
export function createTransports(
  rules: DestinationRuleLookup,
  modes: Pick<ServerModes, 'namespaceModes'>,
  mesh: TransportMesh,
): Transports {
  return { edgeTransport: (question) => merged(situations(question, rules, modes, mesh).map(judge), question, mesh) };
}

type KnownDataplane = Exclude<Dataplane, 'unknown'>;
const ANY: readonly KnownDataplane[] = ['sidecar', 'ambient', 'none'];
/** More open questions than these are not tried one by one. */
const MOST_SITUATIONS = 256;

function known(dataplane: Dataplane): readonly KnownDataplane[] {
  return dataplane === 'unknown' ? ANY : [dataplane];
}

function clientKind(dataplane: KnownDataplane): Sending['client'] {
  if (dataplane === 'ambient') return 'ztunnel';
  return dataplane === 'none' ? 'none' : 'envoy';
}

function situations(
  { client, server, service, subset }: TransportQuestion,
  rules: DestinationRuleLookup,
  modes: Pick<ServerModes, 'namespaceModes'>,
  mesh: TransportMesh,
): readonly Situation[] {
  const found = service === undefined ? undefined : rules.find(client, service.host, service.namespace);
  const ruleChoices = found === undefined ? [undefined] : [found.rule, ...found.alternatives];
  const namespaceModes = service === undefined ? [{ mode: undefined }] : modes.namespaceModes(service.namespace);
  const all: Situation[] = [];
  for (const clientPlane of known(client.dataplane))
    for (const serverPlane of known(server.dataplane))
      for (const rule of ruleChoices)
        for (const port of portChoices(rule, subset, service?.port))
          for (const namespaceMode of namespaceModes)
            for (const mode of modesAt(server.mtls, server.port)) {
              if (all.length >= MOST_SITUATIONS) return all;
              const endpoint = { ...endpointOf(server, serverPlane), mode };
              all.push({
                sending: {
                  client: clientKind(clientPlane),
                  isSidecar: clientPlane === 'sidecar',
                  endpoint,
                  ...(service === undefined ? {} : { service: { ...serviceOf(service, endpoint.takesMtls), namespaceMode } }),
                  rule,
                  subset,
                  port,
                  mesh: meshOf(mesh, clientPlane),
                },
                server: {
                  dataplane: serverPlane,
                  mode,
                  protocol: service?.protocol ?? 'auto',
                  ...(server.mtls.ztunnelPolicies === undefined ? {} : { ztunnelPolicies: server.mtls.ztunnelPolicies }),
                },
                ruleCount: ruleChoices.length,
              });
            }
  return all;
}

/** Where the service port is not known, each port with settings of its own may be it. */
function portChoices(rule: AppliedDestinationRule | undefined, subset: string | undefined, port: number | undefined) {
  return port !== undefined || rule === undefined ? [port] : [undefined, ...portsWithSettings(rule, subset)];
}

function modesAt(server: ServerMtls, port: number | undefined): readonly MtlsMode[] {
  const outcomes = [{ mode: server.value, ports: server.ports }, ...(server.alternatives ?? [])];
  const found = outcomes.flatMap(({ mode, ports }) => (port === undefined ? [mode, ...ports.values()] : [ports.get(port) ?? mode]));
  return [...new Set(found)];
}

/** The injector labels the Pods of sidecars and gateways; Pods of ambient have no such label. */
function endpointOf({ tlsMode, takesTunnel = false }: TransportServer, dataplane: KnownDataplane) {
  const implied = dataplane === 'sidecar' || dataplane === 'gateway';
  return { kind: dataplane, takesMtls: tlsMode === undefined ? implied : tlsMode === 'istio', takesTunnel };
}

function serviceOf({ meshExternal = false, headless = false, allTakeMtls, namespace, hidden }: TransportService, takesMtls: boolean) {
  return { meshExternal, headless, namespace, allTakeMtls: allTakeMtls ?? takesMtls, ...(hidden === undefined ? {} : { hidden }) };
}

/** A waypoint always sends HBONE. */
function meshOf({ enableAutoMtls, flags }: TransportMesh, client: KnownDataplane): Sending['mesh'] {
  return {
    enableAutoMtls,
    sendsHbone: flags.PILOT_ENABLE_SENDING_HBONE || client === 'waypoint',
    prefersHbone: flags.PILOT_PREFER_SENDING_HBONE,
  };
}

const ARRIVES: Readonly<Record<ClientSends, Arriving>> = {
  plaintext: 'plaintext',
  mtls: 'mtls',
  hbone: 'hbone',
  simple: 'tls',
  mutual: 'tls',
};

function judge(situation: Situation): Judged {
  const { sending, server } = situation;
  const sent = clientTransport(sending);
  if (sent.by === 'subset-undefined' || sent.by === 'hidden-blocked') return { sent, inbound: undefined, works: 'F', situation };
  if (sending.service?.meshExternal === true && server.dataplane === 'none') return outside(sent, situation);
  const inbound = inboundResult(server, ARRIVES[sent.sends]);
  const works = sent.inside !== undefined && inbound.works === 'T' ? 'U' : inbound.works;
  return { sent, inbound, works, situation };
}

/** Nobody here knows what a server outside the mesh takes; that it has no identity of the mesh is known. */
function outside(sent: Sent, situation: Situation): Judged {
  const inbound = inboundResult(situation.server, ARRIVES[sent.sends]);
  const explanation = 'is outside the mesh';
  return { sent, inbound: { ...inbound, explanation }, works: inbound.works, situation };
}

const VALUES: Readonly<Record<ClientSends, Transport>> = {
  plaintext: 'plaintext',
  mtls: 'mtls',
  hbone: 'hbone',
  simple: 'tls',
  mutual: 'tls',
};

function merged(judged: readonly Judged[], question: TransportQuestion, mesh: TransportMesh): EdgeTransport {
  const [first] = judged;
  if (first === undefined) return { sends: 'unknown', value: 'unknown', works: 'U', mtls: 'U', certainty: 'unknown', because: [] };
  const sends = agreed(judged.map(({ sent }) => sent.sends));
  const works = agreed(judged.map((each) => each.works)) ?? 'U';
  const mtls = agreed(judged.map(mtlsOf)) ?? 'U';
  const isOpen = sends === undefined || judged.some((each) => each.works !== first.works);
  const because = isOpen ? openReasons(question, judged) : reasons(first);
  return {
    sends: sends ?? 'unknown',
    value: sends === undefined ? 'unknown' : VALUES[sends],
    works,
    mtls,
    certainty: isOpen ? 'unknown' : certaintyOf(because, first, question, mesh),
    because: [...because, ...question.server.mtls.because.filter(({ ref }) => first.inbound !== undefined && ref !== undefined)],
  };
}

function agreed<T>(values: readonly T[]): T | undefined {
  const [first] = values;
  return values.every((each) => each === first) ? first : undefined;
}

/** HBONE and Istio's mutual TLS carry an identity; a broken call carries nothing. */
function mtlsOf({ sent, works }: Judged): Tri {
  const carries = sent.sends === 'mtls' || sent.sends === 'hbone';
  return carries ? works : 'F';
}

function reasons({ sent, inbound, works }: Judged): readonly Because[] {
  if (inbound === undefined) return sent.because;
  const serves = sent.inside === undefined || works === 'F' ? '' : ' The TLS inside works if the application serves it.';
  return [...sent.because, { sentence: `The server ${inbound.explanation}.${serves}`, certainty: 'computed' }];
}

function certaintyOf(because: readonly Because[], { sent }: Judged, { server }: TransportQuestion, mesh: TransportMesh): Certainty {
  if (because.some(({ certainty }) => certainty === 'assumed')) return 'assumed';
  if (sent.by === 'auto-mtls' && mesh.certainty === 'assumed') return 'assumed';
  const asksMode = sent.sends !== 'hbone' && server.dataplane !== 'none';
  return asksMode && server.mtls.certainty === 'assumed' ? 'assumed' : 'computed';
}

function openReasons({ client, server }: TransportQuestion, judged: readonly Judged[]): readonly Because[] {
  const open = (sentence: string): Because => ({ sentence, certainty: 'unknown' });
  const rules = judged.some(({ situation }) => situation.ruleCount > 1);
  const modes = new Set(judged.map(({ situation }) => situation.server.mode)).size > 1;
  return [
    ...(client.dataplane === 'unknown' ? [open('The data plane of the client is not known, so neither is what it sends.')] : []),
    ...(server.dataplane === 'unknown' ? [open('The data plane of the server is not known, so neither is what it accepts.')] : []),
    ...(rules ? [open('Several DestinationRules may apply: creation times that decide, or labels of the client, are missing.')] : []),
    ...(modes
      ? [open('The mode of the server at this port is not known: its port, or what decides its PeerAuthentication, is missing.')]
      : []),
  ];
}
