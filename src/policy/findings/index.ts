import { allowNamesClientBehindWaypoint } from './allow-names-client-behind-waypoint';
import { allowNothingMeetsTraffic } from './allow-nothing-meets-traffic';
import { allowRuleUnused } from './allow-rule-unused';
import { allowedEdgeIsRefused } from './allowed-edge-is-refused';
import { authorizationPortIsServicePort } from './authorization-port-is-service-port';
import { clientTlsAgainstStrict } from './client-tls-against-strict';
import { delegateIsLost } from './delegate-is-lost';
import { deniedEdgeCarriesTraffic } from './denied-edge-carries-traffic';
import type { FindingKind } from './finding-kind';
import { httpRuleAtZtunnel } from './http-rule-at-ztunnel';
import { mtlsPortIsNoWorkloadPort } from './mtls-port-is-no-workload-port';
import { mutualTlsToPlainServer } from './mutual-tls-to-plain-server';
import { namespaceDisableWorkloadStrict } from './namespace-disable-workload-strict';
import { peerAuthenticationDisableInAmbient } from './peer-authentication-disable-in-ambient';
import { peerAuthenticationSelectorInRoot } from './peer-authentication-selector-in-root';
import { permissivePlaintextSources } from './permissive-plaintext-sources';
import { plaintextUnderStrict } from './plaintext-under-strict';
import { routeParentIsMissing } from './route-parent-is-missing';
import { routeToMissingHost } from './route-to-missing-host';
import { routeToMissingSubset } from './route-to-missing-subset';
import { severalPeerAuthentications } from './several-peer-authentications';
import { subsetPolicyNeverUsed } from './subset-policy-never-used';
import { transportIsRefused } from './transport-is-refused';
import { trustDomainsAtZtunnel } from './trust-domains-at-ztunnel';
import { virtualServiceAndRouteShareHost } from './virtual-service-and-route-share-host';
import { virtualServicesShareHost } from './virtual-services-share-host';
import { waypointBypassed } from './waypoint-bypassed';
import { weightsDoNotAddUp } from './weights-do-not-add-up';
import { workloadWithoutPolicies } from './workload-without-policies';

/** Every kind of finding. Adding one is a file and a line here. */
export const FINDING_KINDS: readonly FindingKind[] = [
  deniedEdgeCarriesTraffic,
  allowedEdgeIsRefused,
  plaintextUnderStrict,
  transportIsRefused,
  clientTlsAgainstStrict,
  mutualTlsToPlainServer,
  namespaceDisableWorkloadStrict,
  httpRuleAtZtunnel,
  trustDomainsAtZtunnel,
  waypointBypassed,
  allowNamesClientBehindWaypoint,
  routeToMissingHost,
  routeToMissingSubset,
  delegateIsLost,
  routeParentIsMissing,
  weightsDoNotAddUp,
  virtualServicesShareHost,
  virtualServiceAndRouteShareHost,
  subsetPolicyNeverUsed,
  severalPeerAuthentications,
  peerAuthenticationDisableInAmbient,
  peerAuthenticationSelectorInRoot,
  mtlsPortIsNoWorkloadPort,
  authorizationPortIsServicePort,
  allowNothingMeetsTraffic,
  allowRuleUnused,
  permissivePlaintextSources,
  workloadWithoutPolicies,
];
