/** Istio's Gateway: ports, hosts and TLS of gateway pods (docs/policies.md §4.3). */
import { status } from './common';
import { anything, flag, integer, labels, listOf, oneOf, struct, text } from './reader';
import { type ResourceOf, resourceKind } from './resource';
import { isDnsLabel, isPort, isProtocol, isWildcardDomain, type Refuse, refuser } from './traffic-fields';

const tls = struct({
  httpsRedirect: flag,
  mode: oneOf('PASSTHROUGH', 'SIMPLE', 'MUTUAL', 'AUTO_PASSTHROUGH', 'ISTIO_MUTUAL', 'OPTIONAL_MUTUAL'),
  serverCertificate: text,
  privateKey: text,
  caCertificates: text,
  caCrl: text,
  credentialName: text,
  credentialNames: listOf(text),
  caCertCredentialName: text,
  tlsCertificates: anything,
  subjectAltNames: listOf(text),
  verifyCertificateSpki: listOf(text),
  verifyCertificateHash: listOf(text),
  minProtocolVersion: oneOf('TLS_AUTO', 'TLSV1_0', 'TLSV1_1', 'TLSV1_2', 'TLSV1_3'),
  maxProtocolVersion: oneOf('TLS_AUTO', 'TLSV1_0', 'TLSV1_1', 'TLSV1_2', 'TLSV1_3'),
  cipherSuites: listOf(text),
});

const server = struct({
  port: struct({ number: integer, protocol: text, name: text, targetPort: integer }),
  bind: text,
  hosts: listOf(text),
  tls,
  defaultEndpoint: text,
  name: text,
});

const fields = struct({ spec: struct({ servers: listOf(server), selector: labels }), status });

export const gateway = resourceKind({
  group: 'networking.istio.io',
  versions: ['v1', 'v1beta1', 'v1alpha3'],
  plural: 'gateways',
  namespaced: true,
  fields,
  check: ({ spec }, at, { name }) => {
    const refuse = refuser(at);
    if (!isDnsLabel(name)) refuse('metadata.name', `is ${name}, not a DNS label`);
    const { servers = [] } = spec ?? {};
    if (servers.length === 0) refuse('spec.servers', 'is empty');
    const names = new Set<string>();
    servers.forEach((each, index) => {
      checkServer(each, `spec.servers[${index}]`, refuse);
      const portName = each.port?.name ?? '';
      if (names.has(portName)) refuse(`spec.servers[${index}].port.name`, `is ${portName}, which another server has`);
      names.add(portName);
    });
  },
});

type Server = NonNullable<NonNullable<Gateway['spec']>['servers']>[number];

function checkServer({ port, bind = '', hosts = [], tls: secured }: Server, path: string, refuse: Refuse): void {
  if (hosts.length === 0) refuse(`${path}.hosts`, 'is empty');
  hosts.forEach((host, index) => {
    const [namespace, dns] = host.includes('/') ? [host.slice(0, host.indexOf('/')), host.slice(host.indexOf('/') + 1)] : ['*', host];
    if (!(['*', '.', '~'].includes(namespace) || isDnsLabel(namespace)) || !isWildcardDomain(dns))
      refuse(`${path}.hosts[${index}]`, `is ${host}, not a host or namespace/host`);
  });
  if (port === undefined) {
    refuse(`${path}.port`, 'is missing');
    return;
  }
  const { number = 0, protocol = '', name = '' } = port;
  if (!isProtocol(protocol)) refuse(`${path}.port.protocol`, `is "${protocol}", not a protocol of a gateway`);
  if ((number > 0 || !bind.startsWith('unix://')) && !isPort(number)) refuse(`${path}.port.number`, 'is not a port');
  if (name === '') refuse(`${path}.port.name`, 'is missing');
  if ((port.targetPort ?? 0) > 0) refuse(`${path}.port.targetPort`, 'has no meaning for a gateway');
  const secure = ['HTTPS', 'TLS'].includes(protocol.toUpperCase());
  if (secure && secured === undefined) refuse(`${path}.tls`, `is missing for ${protocol}`);
  if (!secure && secured !== undefined && (secured.mode ?? 'PASSTHROUGH') !== 'PASSTHROUGH')
    refuse(`${path}.tls`, `stands on a port of ${protocol === '' ? 'no protocol' : protocol}`);
  if (secured !== undefined) checkTls(secured, `${path}.tls`, refuse);
}

function checkTls(secured: NonNullable<Server['tls']>, path: string, refuse: Refuse): void {
  const { mode, serverCertificate, privateKey, caCertificates } = secured;
  const fromSecret = secured.credentialName !== undefined || secured.credentialNames !== undefined || secured.tlsCertificates !== undefined;
  if (mode === 'ISTIO_MUTUAL') {
    for (const field of ['serverCertificate', 'privateKey', 'caCertificates', 'credentialName'] as const)
      if ((secured[field] ?? '') !== '') refuse(`${path}.${field}`, 'stands beside mode ISTIO_MUTUAL');
    return;
  }
  if (fromSecret || mode === undefined || mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH') return;
  if (serverCertificate === undefined) refuse(path, `has mode ${mode} and no certificate`);
  if (privateKey === undefined) refuse(path, `has mode ${mode} and no private key`);
  if (mode !== 'SIMPLE' && caCertificates === undefined) refuse(path, `has mode ${mode} and no CA certificates`);
}

export type Gateway = ResourceOf<typeof gateway>;
