/** The messages of `istioctl analyze` that are reported here, and what to do about each (docs/policies.md §6). */

export type MessageLevel = 'Error' | 'Warning' | 'Info';

interface MessageKind {
  readonly name: string;
  readonly level: MessageLevel;
  /** What to do next, one sentence. */
  readonly next: string;
}

export const MESSAGES = {
  IST0002: { name: 'Deprecated', level: 'Warning', next: 'Use what replaces it before it is removed.' },
  IST0101: { name: 'ReferencedResourceNotFound', level: 'Error', next: 'Correct the name, or add what it means.' },
  IST0102: {
    name: 'NamespaceNotInjected',
    level: 'Info',
    next: 'Label the namespace istio-injection=enabled or istio.io/dataplane-mode=ambient, or istio-injection=disabled to say that it stays outside.',
  },
  IST0103: { name: 'PodMissingProxy', level: 'Warning', next: 'Restart the workload, so that its Pods are made with a proxy.' },
  IST0106: { name: 'SchemaValidationError', level: 'Error', next: 'Correct the field: Istio refuses the resource as it is.' },
  IST0107: { name: 'MisplacedAnnotation', level: 'Warning', next: 'Move the annotation to a kind it is for.' },
  IST0108: { name: 'UnknownAnnotation', level: 'Warning', next: 'Correct the name of the annotation, or remove it.' },
  IST0109: {
    name: 'ConflictingMeshGatewayVirtualServiceHosts',
    level: 'Error',
    next: 'Merge the VirtualServices into one: at a sidecar only the first of them acts.',
  },
  IST0110: { name: 'ConflictingSidecarWorkloadSelectors', level: 'Error', next: 'Let one Sidecar alone select the workload.' },
  IST0111: {
    name: 'MultipleSidecarsWithoutWorkloadSelectors',
    level: 'Error',
    next: 'Keep one Sidecar without selector in the namespace.',
  },
  IST0112: {
    name: 'VirtualServiceDestinationPortSelectorRequired',
    level: 'Error',
    next: 'Name the port of the destination: the service has several.',
  },
  IST0116: {
    name: 'DeploymentAssociatedToMultipleServices',
    level: 'Warning',
    next: 'Give the Services of this workload one protocol per port.',
  },
  IST0118: {
    name: 'PortNameIsNotUnderNamingConvention',
    level: 'Info',
    next: 'Set appProtocol, or begin the name of the port with its protocol (http-web): else it is guessed from the bytes.',
  },
  IST0123: { name: 'NamespaceMultipleInjectionLabels', level: 'Warning', next: 'Keep one of the labels.' },
  IST0125: { name: 'InvalidAnnotation', level: 'Warning', next: 'Correct the value of the annotation.' },
  IST0127: { name: 'NoMatchingWorkloadsFound', level: 'Warning', next: 'Correct the selector, or remove the policy: it protects nothing.' },
  IST0128: {
    name: 'NoServerCertificateVerificationDestinationLevel',
    level: 'Warning',
    next: 'Set caCertificates: without them any certificate is accepted.',
  },
  IST0129: {
    name: 'NoServerCertificateVerificationPortLevel',
    level: 'Warning',
    next: 'Set caCertificates for the port: without them any certificate is accepted.',
  },
  IST0130: {
    name: 'VirtualServiceUnreachableRule',
    level: 'Warning',
    next: 'Move the rule before the one that takes its requests, or remove it.',
  },
  IST0131: { name: 'VirtualServiceIneffectiveMatch', level: 'Info', next: 'Remove the match, or move it before the one that covers it.' },
  IST0132: {
    name: 'VirtualServiceHostNotFoundInGateway',
    level: 'Warning',
    next: 'Add a host of the VirtualService to the Gateway, or correct one of them.',
  },
  IST0133: { name: 'SchemaWarning', level: 'Warning', next: 'Correct the field: it does not act as it reads.' },
  IST0134: {
    name: 'ServiceEntryAddressesRequired',
    level: 'Warning',
    next: 'Give the ServiceEntry addresses, or let proxies allocate them: else all TCP traffic to this port counts as its own.',
  },
  IST0135: { name: 'DeprecatedAnnotation', level: 'Info', next: 'Use what replaces the annotation.' },
  IST0136: { name: 'AlphaAnnotation', level: 'Info', next: 'Expect this annotation to change.' },
  IST0137: { name: 'DeploymentConflictingPorts', level: 'Warning', next: 'Let all Services lead to this target port from the same port.' },
  IST0138: {
    name: 'GatewayDuplicateCertificate',
    level: 'Warning',
    next: 'Serve the hosts of one certificate through one Gateway: clients reuse HTTP/2 connections and get 404.',
  },
  IST0140: {
    name: 'IngressRouteRulesNotAffected',
    level: 'Warning',
    next: 'Route to the subsets in the VirtualService of the gateway as well: the rules of the mesh do not act there.',
  },
  IST0144: {
    name: 'InvalidApplicationUID',
    level: 'Warning',
    next: 'Run the application as another user: 1337 is the proxy, whose traffic is not captured.',
  },
  IST0145: { name: 'ConflictingGateways', level: 'Error', next: 'Let one Gateway alone serve these hosts on this port.' },
  IST0148: { name: 'NamespaceInjectionEnabledByDefault', level: 'Info', next: 'Label the namespace, to say what is meant.' },
  IST0149: {
    name: 'JwtClaimBasedRoutingWithoutRequestAuthN',
    level: 'Error',
    next: 'Apply a RequestAuthentication to the gateway: without it no claim is ever verified, and no such route matches.',
  },
  IST0150: {
    name: 'ExternalNameServiceTypeInvalidPortName',
    level: 'Warning',
    next: 'Name the protocol of the port: TCP ports of an ExternalName take traffic that is not theirs.',
  },
  IST0151: { name: 'EnvoyFilterUsesRelativeOperation', level: 'Warning', next: 'Set a priority, or use INSERT_FIRST or ADD.' },
  IST0152: {
    name: 'EnvoyFilterUsesReplaceOperationIncorrectly',
    level: 'Error',
    next: 'Use REPLACE for HTTP_FILTER and NETWORK_FILTER only.',
  },
  IST0153: { name: 'EnvoyFilterUsesAddOperationIncorrectly', level: 'Error', next: 'Use another operation than ADD here: it is ignored.' },
  IST0154: {
    name: 'EnvoyFilterUsesRemoveOperationIncorrectly',
    level: 'Error',
    next: 'Use another operation than REMOVE here: it is ignored.',
  },
  IST0155: {
    name: 'EnvoyFilterUsesRelativeOperationWithProxyVersion',
    level: 'Warning',
    next: 'Set a priority, or use INSERT_FIRST or ADD: during an upgrade the patch may not apply.',
  },
  IST0157: {
    name: 'InvalidTelemetryProvider',
    level: 'Warning',
    next: 'Name a provider, or set a default one in the mesh: else this part is ignored.',
  },
  IST0159: { name: 'ConflictingTelemetryWorkloadSelectors', level: 'Error', next: 'Let one Telemetry alone select the workload.' },
  IST0160: {
    name: 'MultipleTelemetriesWithoutWorkloadSelectors',
    level: 'Error',
    next: 'Keep one Telemetry without selector in the namespace.',
  },
  IST0162: {
    name: 'GatewayPortNotDefinedOnService',
    level: 'Warning',
    next: 'Add the port to the Service of the gateway, or use a port that it leads to.',
  },
  IST0165: { name: 'ReferencedInternalGateway', level: 'Warning', next: 'Name the Gateway itself, not the one istiod makes of it.' },
  IST0166: { name: 'IneffectiveSelector', level: 'Warning', next: 'Use targetRefs: a selector does not attach to this proxy.' },
  IST0167: { name: 'IneffectivePolicy', level: 'Warning', next: 'Remove it: nothing reads it in ambient mode.' },
  IST0171: { name: 'NegativeConditionStatus', level: 'Warning', next: 'Correct what the condition names.' },
  IST0173: {
    name: 'DestinationRuleSubsetNotSelectPods',
    level: 'Error',
    next: 'Correct the labels of the subset: requests to it fail with 503.',
  },
  IST0174: { name: 'UnknownDestinationRuleHost', level: 'Warning', next: 'Correct the host, or remove the rule: it does nothing.' },
  IST0175: { name: 'JwksUriFetchUnrestricted', level: 'Warning', next: 'Set BLOCKED_CIDRS_IN_JWKS_URIS on istiod.' },
  IST0177: {
    name: 'ConflictingServiceEntryProtocol',
    level: 'Warning',
    next: 'Give the port one protocol in all ServiceEntries of the host.',
  },
} as const satisfies Readonly<Record<string, MessageKind>>;

export type MessageCode = keyof typeof MESSAGES;
