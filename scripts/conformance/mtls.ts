/** The suite `mtls`: effective server mode, what a client sends, what a server does with it, and whether the edge works. */
import type { Inventory } from '../../src/istio/inventory';

import { flagsOf } from '../../src/istio/istiod-flags';
import { createDestinationRuleLookup } from '../../src/policy/destination-rule-lookup';
import { type PortProtocol, portProtocol } from '../../src/policy/facts/port-protocol';
import { createServices } from '../../src/policy/facts/services';
import type { Dataplane, ServerMtls, Tri } from '../../src/policy/model';
import { createTransports } from '../../src/policy/mtls/edge-transport';
import { inboundResult } from '../../src/policy/mtls/inbound-result';
import { createServerModes } from '../../src/policy/mtls/server-mtls';
import type { TransportQuestion, TransportService } from '../../src/policy/mtls/transport-question';
import { type Fields, listOf, numberOf, recordOf, textOf, textsOf } from './case-fields';
import { type AnswerCase, inventoryOf } from './suite';

const DATAPLANES: readonly Dataplane[] = ['sidecar', 'ambient', 'gateway', 'waypoint', 'none'];
/** "external" is a server without proxy; that it is outside the mesh stands in its ServiceEntry. */
const dataplaneOf = (value: unknown): Dataplane =>
  value === 'external' ? 'none' : (DATAPLANES.find((each) => each === value) ?? 'unknown');

function meshOf(value: unknown) {
  const { rootNamespace, enableAutoMtls, featureFlags } = recordOf(value);
  return {
    certainty: 'computed' as const,
    rootNamespace: textOf(rootNamespace) ?? 'istio-system',
    enableAutoMtls: enableAutoMtls !== false,
    defaultDestinationRuleExportTo: ['*'],
    flags: flagsOf(new Map(Object.entries(recordOf(featureFlags)).map(([name, each]) => [name, String(each)]))),
  };
}

function protocolAt(servicePorts: unknown, workloadPort: number | undefined): PortProtocol {
  const declared = listOf(servicePorts).map(recordOf);
  const port = declared.find((each) => (numberOf(each.targetPort) ?? numberOf(each.port)) === workloadPort);
  return port === undefined ? 'auto' : portProtocol({ appProtocol: textOf(port.protocol) ?? '', name: textOf(port.name) ?? '' });
}

const WORDS: Readonly<Record<Tri, boolean | null>> = { T: true, F: false, U: null };

export const answerMtls: AnswerCase = (given, readInput) => {
  const resources = textOf(given.resources);
  if (resources === undefined) throw new Error('no case of this suite: it names no resources');
  const inventory = inventoryOf([resources], readInput);
  const mesh = meshOf(given.mesh);
  const modes = createServerModes(inventory, mesh);
  const destination = recordOf(given.destination);
  const dataplane = dataplaneOf(destination.dataplane);
  const server = modes.serverMtls({ namespace: textOf(destination.namespace) ?? '', labels: textsOf(destination.labels), dataplane });
  if (given.question === 'serverMode') return { mode: server.value, ports: Object.fromEntries(server.ports) };
  if (given.question === 'inbound') return inbound(given, destination, dataplane, server);
  const question = questionOf(given, destination, server, inventory);
  const { sends, works, mtls } = createTransports(createDestinationRuleLookup(inventory, mesh), modes, mesh).edgeTransport(question);
  if (given.question === 'clientTransport') return { clientSends: sends === 'hbone' ? 'mtls' : sends };
  if (given.question === 'edge') return { works: WORDS[works], mtls: WORDS[mtls] };
  throw new Error(`no question of this suite: ${String(given.question)}`);
};

function inbound(given: Fields, destination: Fields, dataplane: Dataplane, server: ServerMtls) {
  if (dataplane === 'unknown') throw new Error('the data plane of the destination is not known');
  const { workloadPort, transport } = recordOf(given.connection);
  const port = numberOf(workloadPort);
  const mode = port === undefined ? server.value : (server.ports.get(port) ?? server.value);
  const arriving = (['mtls', 'plaintext', 'hbone'] as const).find((each) => each === transport) ?? 'tls';
  const { result, how } = inboundResult({ dataplane, mode, protocol: protocolAt(destination.servicePorts, port) }, arriving);
  return { result: how === undefined ? result : `${result}: ${how}` };
}

function questionOf(given: Fields, destination: Fields, mtls: ServerMtls, inventory: Inventory): TransportQuestion {
  const client = recordOf(given.client);
  const port = numberOf(destination.workloadPort);
  const { tlsModeLabel } = destination;
  const [service, subset] = [serviceOf(destination, inventory), textOf(given.subset ?? destination.subset)];
  return {
    client: { dataplane: dataplaneOf(client.dataplane), namespace: textOf(client.namespace) ?? '', labels: textsOf(client.labels) },
    server: {
      dataplane: dataplaneOf(destination.dataplane),
      mtls,
      takesTunnel: textsOf(destination.labels).get('networking.istio.io/tunnel') === 'http',
      ...(port === undefined ? {} : { port }),
      ...(tlsModeLabel === undefined ? {} : { tlsMode: textOf(tlsModeLabel) ?? null }),
    },
    ...(service === undefined ? {} : { service }),
    ...(subset === undefined ? {} : { subset }),
  };
}

function serviceOf(destination: Fields, inventory: Inventory): TransportService | undefined {
  const host = textOf(destination.host);
  if (host === undefined) return undefined;
  const known = createServices(inventory).find({ host });
  const [port, workloadPort] = [numberOf(destination.servicePort), numberOf(destination.workloadPort)];
  return {
    host,
    namespace: known?.namespace ?? textOf(destination.namespace) ?? '',
    meshExternal: known?.meshExternal ?? destination.dataplane === 'external',
    headless: known?.headless ?? destination.headless === true,
    protocol: protocolAt(destination.servicePorts, workloadPort),
    ...(port === undefined ? {} : { port }),
  };
}
