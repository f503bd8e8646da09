import { alphaAnnotations } from './alpha-annotations';
import type { Analyzer } from './analyzer';
import { annotations } from './annotations';
import { applicationUid } from './application-uid';
import { authorizationPolicies } from './authorization-policies';
import { blockedCidrs } from './blocked-cidrs';
import { caCertificate } from './ca-certificate';
import { conflictingGateways } from './conflicting-gateways';
import { deprecation } from './deprecation';
import { destinationHost } from './destination-host';
import { destinationSubset } from './destination-subset';
import { envoyPatch } from './envoy-patch';
import { gatewayCertificate } from './gateway-certificate';
import { gatewayPort } from './gateway-port';
import { injection } from './injection';
import { jwtClaimRoute } from './jwt-claim-route';
import { kubernetesGatewaySelector } from './kubernetes-gateway-selector';
import { meshGatewayHosts } from './mesh-gateway-hosts';
import { multipleServices } from './multiple-services';
import { negativeConditions } from './negative-conditions';
import { schemaValidation } from './schema-validation';
import { serviceEntryAddresses } from './service-entry-addresses';
import { serviceEntryProtocols } from './service-entry-protocols';
import { servicePortName } from './service-port-name';
import { sidecarSelector } from './sidecar-selector';
import { subsetSelectsPods } from './subset-selects-pods';
import { telemetryDefaultSelector } from './telemetry-default-selector';
import { telemetryLightstep } from './telemetry-lightstep';
import { telemetryProvider } from './telemetry-provider';
import { telemetrySelector } from './telemetry-selector';
import { virtualServiceGateway } from './virtual-service-gateway';

/** Every analyzer. Adding one is a file and a line here. */
export const ANALYZERS: readonly Analyzer[] = [
  annotations,
  alphaAnnotations,
  authorizationPolicies,
  blockedCidrs,
  negativeConditions,
  multipleServices,
  applicationUid,
  deprecation,
  caCertificate,
  subsetSelectsPods,
  envoyPatch,
  gatewayCertificate,
  conflictingGateways,
  gatewayPort,
  injection,
  kubernetesGatewaySelector,
  servicePortName,
  sidecarSelector,
  meshGatewayHosts,
  destinationHost,
  destinationSubset,
  virtualServiceGateway,
  jwtClaimRoute,
  serviceEntryAddresses,
  serviceEntryProtocols,
  telemetryProvider,
  telemetrySelector,
  telemetryDefaultSelector,
  telemetryLightstep,
  ...schemaValidation,
];
