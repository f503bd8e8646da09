/** What a client sends to one endpoint of a service (docs/policies.md §1.4). */
import { refText } from '../../istio/ref';
import type { ClientTls } from '../../istio/resources/destination-rule-fields';
import type { AppliedDestinationRule, Placed } from '../destination-rule-merge';
import type { Because, MtlsMode } from '../model';
import { trafficSettings } from '../traffic-settings';
import type { NamespaceMode } from './server-mtls';

export type ClientSends = 'plaintext' | 'mtls' | 'hbone' | 'simple' | 'mutual';

/** What made the client send that; findings tell by it what went wrong. */
export type SentBy =
  | 'uncaptured'
  | 'ztunnel'
  | 'hbone'
  | 'rule'
  | 'rule-credential-ignored'
  | 'rule-port-without-tls'
  | 'external'
  | 'auto-mtls-off'
  | 'namespace-disable'
  | 'headless'
  | 'endpoint-without-mtls'
  | 'port-disable'
  | 'auto-mtls'
  | 'no-service'
  | 'subset-undefined'
  | 'hidden-passthrough'
  | 'hidden-blocked';

export interface Sent {
  readonly sends: ClientSends;
  /** TLS the client starts inside HBONE. */
  readonly inside?: 'simple' | 'mutual';
  readonly by: SentBy;
  readonly because: readonly Because[];
}

/** `envoy` = a sidecar, a gateway or a waypoint. */
export type ClientKind = 'envoy' | 'ztunnel' | 'none';

export interface Endpoint {
  readonly kind: 'sidecar' | 'ambient' | 'waypoint' | 'gateway' | 'none';
  /** It has the label security.istio.io/tlsMode=istio. */
  readonly takesMtls: boolean;
  /** It has the label networking.istio.io/tunnel=http. */
  readonly takesTunnel: boolean;
  /** Mode at the workload port that is reached. */
  readonly mode: MtlsMode;
}

/** One fully decided situation. */
export interface Sending {
  readonly client: ClientKind;
  /** Only a sidecar ignores a credentialName. */
  readonly isSidecar: boolean;
  readonly endpoint: Endpoint;
  /** undefined = no Service is known, or the client calls an address of a Pod. */
  readonly service?: {
    readonly meshExternal: boolean;
    readonly headless: boolean;
    /** Whether all endpoints take Istio's mutual TLS (and there are some). */
    readonly allTakeMtls: boolean;
    readonly namespaceMode: NamespaceMode;
    readonly namespace: string;
    readonly hidden?: 'passthrough' | 'blocked';
  };
  readonly rule: AppliedDestinationRule | undefined;
  readonly subset: string | undefined;
  readonly port: number | undefined;
  readonly mesh: { readonly enableAutoMtls: boolean; readonly sendsHbone: boolean; readonly prefersHbone: boolean };
}

const computed = (sentence: string): Because => ({ sentence, certainty: 'computed' });

export function clientTransport(sending: Sending): Sent {
  switch (sending.client) {
    case 'none':
      return { sends: 'plaintext', by: 'uncaptured', because: [computed('The client has no proxy: it sends what its application sends.')] };
    case 'ztunnel':
      return fromZtunnel(sending);
    case 'envoy':
      return fromEnvoy(sending);
  }
}

function fromZtunnel({ endpoint: { kind, takesTunnel } }: Sending): Sent {
  if (kind === 'ambient' || kind === 'waypoint')
    return { sends: 'hbone', by: 'hbone', because: [computed('The client is ambient: its ztunnel sends HBONE to an ambient endpoint.')] };
  if (kind !== 'none' && takesTunnel)
    return {
      sends: 'hbone',
      by: 'hbone',
      because: [computed('The client is ambient: its ztunnel sends HBONE, for the server has the label networking.istio.io/tunnel=http.')],
    };
  const why = kind === 'none' ? 'the server has no proxy' : 'the server has no label networking.istio.io/tunnel=http';
  return { sends: 'plaintext', by: 'ztunnel', because: [computed(`The client is ambient: its ztunnel sends plaintext, for ${why}.`)] };
}

function fromEnvoy(sending: Sending): Sent {
  const { service, rule, subset, endpoint } = sending;
  if (service?.hidden !== undefined && sending.isSidecar) return hiddenHost(service.hidden);
  if (service === undefined && rule === undefined && endpoint.kind !== 'ambient')
    return {
      sends: 'plaintext',
      by: 'no-service',
      because: [{ sentence: 'No Service is known that it calls: a proxy passes such calls on as they are.', certainty: 'assumed' }],
    };
  if (subset !== undefined && rule?.subsets.has(subset) !== true)
    return { sends: 'plaintext', by: 'subset-undefined', because: [undefinedSubset(subset, rule)] };
  const tls = rule === undefined ? undefined : trafficSettings(rule, subset, sending.port).tls;
  const sent = tls === undefined || rule === undefined ? withoutTls(sending) : withTls(tls, rule, sending);
  return takesHbone(sending) ? tunnelled(sent) : sent;
}

function hiddenHost(hidden: 'passthrough' | 'blocked'): Sent {
  const ends = hidden === 'blocked' ? 'REGISTRY_ONLY ends the call there' : 'its proxy passes the call on as it is';
  const sentence = `The Sidecar of the client does not import this host, so it has no cluster for it: ${ends}.`;
  return { sends: 'plaintext', by: `hidden-${hidden}`, because: [computed(sentence)] };
}

function undefinedSubset(subset: string, rule: AppliedDestinationRule | undefined): Because {
  if (rule === undefined) return computed(`No DestinationRule of the client defines subset ${subset}: the client has no cluster for it.`);
  const [ref] = rule.refs;
  const sentence = `${ref === undefined ? 'The DestinationRule' : refText(ref)} does not define subset ${subset}: the client has no cluster for it.`;
  return { sentence, certainty: 'computed', ...(ref === undefined ? {} : { ref }), path: 'spec.subsets' };
}

/** An endpoint that takes no legacy mutual TLS gets HBONE; a sidecar only where HBONE is preferred. */
function takesHbone({ endpoint, mesh }: Sending): boolean {
  if (!mesh.sendsHbone) return false;
  if (endpoint.kind === 'ambient' || endpoint.kind === 'waypoint') return true;
  return mesh.prefersHbone && endpoint.takesTunnel && endpoint.kind !== 'none';
}

function tunnelled(sent: Sent): Sent {
  const inside = sent.sends === 'simple' || sent.sends === 'mutual' ? sent.sends : undefined;
  if (inside !== undefined)
    return {
      ...sent,
      sends: 'hbone',
      inside,
      because: [...sent.because, computed('The endpoint takes HBONE: the client sends that TLS inside it.')],
    };
  const instead = sent.by === 'rule' ? ', which stands for what the rule says' : '';
  return {
    sends: 'hbone',
    by: 'hbone',
    because: [...(sent.by === 'rule' ? sent.because : []), computed(`The endpoint takes HBONE: the client sends HBONE${instead}.`)],
  };
}

const SENDS = { DISABLE: 'plaintext', ISTIO_MUTUAL: 'mtls', SIMPLE: 'simple', MUTUAL: 'mutual' } as const;

function withTls(tls: Placed<ClientTls>, rule: AppliedDestinationRule, { isSidecar }: Sending): Sent {
  const { mode = 'DISABLE', credentialName = '' } = tls.value;
  const at = { certainty: 'computed', ref: tls.ref, path: `${tls.path}.mode` } as const;
  const isPrivileged = credentialName !== '' && !credentialName.startsWith('configmap://') && credentialName !== 'invalid://';
  if ((mode === 'SIMPLE' || mode === 'MUTUAL') && isPrivileged && isSidecar && rule.workloadSelector === undefined)
    return {
      sends: 'plaintext',
      by: 'rule-credential-ignored',
      because: [
        {
          sentence: `${refText(tls.ref)} asks for ${mode} with a credentialName, which sidecars ignore in a rule without workloadSelector: they send plaintext.`,
          certainty: 'computed',
          ref: tls.ref,
          path: `${tls.path}.credentialName`,
        },
      ],
    };
  const said = {
    DISABLE: 'plaintext',
    ISTIO_MUTUAL: "Istio's mutual TLS, to every endpoint",
    SIMPLE: 'TLS',
    MUTUAL: 'mutual TLS with certificates of its own',
  }[mode];
  return { sends: SENDS[mode], by: 'rule', because: [{ sentence: `${refText(tls.ref)} sets ${mode}: the client sends ${said}.`, ...at }] };
}

/** No DestinationRule sets TLS for the cluster: auto mTLS, for the whole cluster and then for each endpoint. */
function withoutTls(sending: Sending): Sent {
  const { service, mesh, rule, subset, port, endpoint } = sending;
  const plain = (by: SentBy, because: Because): Sent => ({ sends: 'plaintext', by, because: [because] });
  if (service?.meshExternal === true)
    return plain('external', computed('No DestinationRule sets TLS, and the service is outside the mesh: the client adds none.'));
  if (!mesh.enableAutoMtls)
    return plain('auto-mtls-off', {
      ...computed('enableAutoMtls is off and no DestinationRule sets TLS: the client sends plaintext.'),
      path: 'data.mesh',
    });
  const balancing = rule === undefined ? undefined : trafficSettings(rule, subset, port).loadBalancer;
  const isPassthrough = service?.headless === true || balancing?.value.simple === 'PASSTHROUGH';
  if (isPassthrough && service?.allTakeMtls === false)
    return plain(
      'headless',
      computed(
        'The service is headless (or balanced by PASSTHROUGH) and not all of its endpoints take mutual TLS: the client sends plaintext.',
      ),
    );
  const { mode: ofNamespace, ref } = service?.namespaceMode ?? { mode: undefined };
  if (ofNamespace === 'DISABLE')
    return plain('namespace-disable', {
      sentence: `${ref === undefined ? 'A PeerAuthentication' : refText(ref)} disables mutual TLS for namespace ${service?.namespace ?? ''}: clients send plaintext to all of its services.`,
      certainty: 'computed',
      ...(ref === undefined ? {} : { ref, path: 'spec.mtls.mode' }),
    });
  if (isPassthrough)
    return {
      sends: 'mtls',
      by: 'headless',
      because: [
        computed(
          "The service is headless (or balanced by PASSTHROUGH) and all of its endpoints take mutual TLS: the client sends Istio's mutual TLS to all.",
        ),
      ],
    };
  return perEndpoint(endpoint, leftover(rule, subset, port));
}

/**
 * A port's entry without `tls` hides the policy's TLS from the cluster, but the check of endpoints still sees it; where a subset is selected,
 * it sees the subset's policy only.
 */
function leftover(
  rule: AppliedDestinationRule | undefined,
  subset: string | undefined,
  port: number | undefined,
): Placed<ClientTls> | undefined {
  const policy = subset === undefined ? rule?.trafficPolicy : rule?.subsets.get(subset)?.trafficPolicy;
  if (policy === undefined) return undefined;
  const { tls, portLevelSettings = [] } = policy.value;
  const index = portLevelSettings.findIndex((entry) => port !== undefined && entry.port?.number === port && entry.tls !== undefined);
  const entry = portLevelSettings[index]?.tls;
  if (entry !== undefined) return { value: entry, ref: policy.ref, path: `${policy.path}.portLevelSettings[${index}].tls` };
  return tls === undefined ? undefined : { value: tls, ref: policy.ref, path: `${policy.path}.tls` };
}

function perEndpoint({ takesMtls, mode }: Endpoint, hidden: Placed<ClientTls> | undefined): Sent {
  if (hidden !== undefined) {
    const written = hidden.value.mode ?? 'DISABLE';
    const sends = written === 'ISTIO_MUTUAL' ? 'mtls' : 'plaintext';
    const said = sends === 'mtls' ? "sends Istio's mutual TLS" : 'sends plaintext';
    return {
      sends,
      by: 'rule-port-without-tls',
      because: [
        {
          sentence: `${refText(hidden.ref)} has settings for this port without tls, which replace its ${written} for the cluster but not for the endpoints: the client ${said}.`,
          certainty: 'assumed',
          ref: hidden.ref,
          path: hidden.path,
        },
      ],
    };
  }
  if (!takesMtls)
    return {
      sends: 'plaintext',
      by: 'endpoint-without-mtls',
      because: [
        computed('No DestinationRule sets TLS and the endpoint has no label security.istio.io/tlsMode=istio: the client sends plaintext.'),
      ],
    };
  if (mode === 'DISABLE')
    return {
      sends: 'plaintext',
      by: 'port-disable',
      because: [computed('No DestinationRule sets TLS and the server has mode DISABLE at this port: the client sends plaintext.')],
    };
  return {
    sends: 'mtls',
    by: 'auto-mtls',
    because: [computed("No DestinationRule sets TLS: by auto mTLS the client sends Istio's mutual TLS.")],
  };
}
