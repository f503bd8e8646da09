/** What Istio's validation refuses in a DestinationRule. */
import type { ClientTls, DestinationRuleFields, TrafficPolicy } from './destination-rule-fields';
import type { Place } from './reader';
import type { ResourceHead } from './resource';
import { checkExportTo, checkSelectorLabels, isDnsLabel, isPort, isWildcardDomain, type Refuse, refuser } from './traffic-fields';

export function checkDestinationRule({ spec = {} }: DestinationRuleFields, at: Place, head: ResourceHead): void {
  const refuse = refuser(at);
  const { host = '', subsets = [], exportTo, workloadSelector } = spec;
  if (host === '') refuse('spec.host', 'is missing');
  else if (!isWildcardDomain(host)) refuse('spec.host', `is ${host}, not a host`);
  checkTrafficPolicy(spec.trafficPolicy, 'spec.trafficPolicy', refuse);
  const names = new Set<string>();
  subsets.forEach((subset, index) => {
    const path = `spec.subsets[${index}]`;
    const name = subset.name ?? '';
    if (!isDnsLabel(name)) refuse(`${path}.name`, name === '' ? 'is missing' : `is ${name}, not a name of a subset`);
    if (names.has(name)) refuse(`${path}.name`, `is ${name}, which another subset has`);
    names.add(name);
    checkTrafficPolicy(subset.trafficPolicy, `${path}.trafficPolicy`, refuse);
  });
  checkExportTo(exportTo, head.namespace, false, refuse);
  if (workloadSelector === undefined) return;
  checkSelectorLabels(workloadSelector.matchLabels, 'spec.workloadSelector.matchLabels', refuse);
  const own = (exportTo ?? []).every((each) => each === '.' || each === head.namespace);
  if (!own) refuse('spec.exportTo', 'goes beyond its own namespace, which a rule with workloadSelector may not');
}

function checkTrafficPolicy(policy: TrafficPolicy | undefined, path: string, refuse: Refuse): void {
  if (policy === undefined) return;
  if (Object.keys(policy).length === 0) refuse(path, 'is empty');
  checkSettings(policy, path, refuse);
  (policy.portLevelSettings ?? []).forEach((entry, index) => {
    const entryPath = `${path}.portLevelSettings[${index}]`;
    if (!isPort(entry.port?.number)) refuse(`${entryPath}.port.number`, 'is missing or not a port');
    checkSettings(entry, entryPath, refuse);
  });
  if (policy.tunnel !== undefined) checkTunnel(policy.tunnel, `${path}.tunnel`, refuse);
}

type Settings = Pick<TrafficPolicy, 'connectionPool' | 'loadBalancer' | 'outlierDetection' | 'tls'>;

function checkSettings({ connectionPool, loadBalancer, outlierDetection, tls }: Settings, path: string, refuse: Refuse): void {
  if (tls !== undefined) checkTls(tls, `${path}.tls`, refuse);
  if (connectionPool !== undefined && connectionPool.http === undefined && connectionPool.tcp === undefined)
    refuse(`${path}.connectionPool`, 'has neither tcp nor http');
  const limits = { ...connectionPool?.http, ...connectionPool?.tcp };
  for (const [name, value] of Object.entries(limits))
    if (typeof value === 'number' && value < 0) refuse(`${path}.connectionPool`, `has a negative ${name}`);
  for (const [name, value] of Object.entries(outlierDetection ?? {}))
    if (name.endsWith('Percent') && typeof value === 'number' && (value < 0 || value > 100))
      refuse(`${path}.outlierDetection.${name}`, `is ${value}, not a percentage from 0 to 100`);
  const cookie = loadBalancer?.consistentHash?.httpCookie;
  if (cookie !== undefined && (cookie.name ?? '') === '') refuse(`${path}.loadBalancer.consistentHash.httpCookie.name`, 'is missing');
}

function checkTls(tls: ClientTls, path: string, refuse: Refuse): void {
  const { mode, credentialName = '', clientCertificate = '', privateKey = '', caCertificates = '' } = tls;
  if (credentialName !== '' && (mode === 'SIMPLE' || mode === 'MUTUAL')) {
    if (clientCertificate !== '' || privateKey !== '' || caCertificates !== '')
      refuse(`${path}.credentialName`, 'stands beside certificates in files');
    return;
  }
  if (mode !== 'MUTUAL') return;
  if (clientCertificate === '') refuse(`${path}.clientCertificate`, 'is missing, which MUTUAL needs');
  if (privateKey === '') refuse(`${path}.privateKey`, 'is missing, which MUTUAL needs');
}

function checkTunnel(tunnel: NonNullable<TrafficPolicy['tunnel']>, path: string, refuse: Refuse): void {
  const { protocol = '', targetHost = '', targetPort } = tunnel;
  if (!['', 'CONNECT', 'POST'].includes(protocol.toUpperCase())) refuse(`${path}.protocol`, `is ${protocol}, neither CONNECT nor POST`);
  if (targetHost === '' || targetHost.startsWith('*')) refuse(`${path}.targetHost`, 'is missing or a wildcard');
  if (!isPort(targetPort)) refuse(`${path}.targetPort`, 'is missing or not a port');
}
