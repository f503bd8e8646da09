import type { Cause } from '../cause';
import { applicationFails } from './application-fails';
import { applicationRefuses } from './application-refuses';
import { blockedEgress } from './blocked-egress';
import { callerGaveUp } from './caller-gave-up';
import { callerProtocol } from './caller-protocol';
import { certificateRevoked } from './certificate-revoked';
import { circuitOpen } from './circuit-open';
import { connectionDuration } from './connection-duration';
import { connectionRefused } from './connection-refused';
import { deniedByPolicy } from './denied-by-policy';
import { deniedByProvider } from './denied-by-provider';
import { deniedByWaypoint } from './denied-by-waypoint';
import { deniedByZtunnel } from './denied-by-ztunnel';
import { dependencyFails } from './dependency-fails';
import { dns } from './dns';
import { dropOverload } from './drop-overload';
import { faultInjected } from './fault-injected';
import { filterConfig } from './filter-config';
import { hboneBlocked } from './hbone-blocked';
import { hboneHandshake } from './hbone-handshake';
import { invalidBackend } from './invalid-backend';
import { invalidToken } from './invalid-token';
import { localHealth } from './local-health';
import { localReset } from './local-reset';
import { noCluster } from './no-cluster';
import { noHealthyUpstream } from './no-healthy-upstream';
import { noIdentity } from './no-identity';
import { noProxy } from './no-proxy';
import { noRoute } from './no-route';
import { notInSync } from './not-in-sync';
import { outlierEjection } from './outlier-ejection';
import { overloadedProxy } from './overloaded-proxy';
import { rateLimitService } from './rate-limit-service';
import { rateLimited } from './rate-limited';
import { retriesExhausted } from './retries-exhausted';
import { routeTimeout } from './route-timeout';
import { streamDuration } from './stream-duration';
import { streamIdle } from './stream-idle';
import { subsetWithoutWorkloads } from './subset-without-workloads';
import { tlsMismatch } from './tls-mismatch';
import { unknownFlag } from './unknown-flag';
import { upstreamClosed } from './upstream-closed';
import { upstreamProtocol } from './upstream-protocol';
import { upstreamReset } from './upstream-reset';
import { wrongRoute } from './wrong-route';
import { ztunnelConnect } from './ztunnel-connect';
import { ztunnelTls } from './ztunnel-tls';

/** Every cause. Adding one is a file and a line here; of two that explain equally much equally well, the one that stands first is told first. */
export const CAUSES: readonly Cause[] = [
  noProxy,
  deniedByZtunnel,
  deniedByWaypoint,
  deniedByPolicy,
  deniedByProvider,
  invalidToken,
  subsetWithoutWorkloads,
  noCluster,
  noRoute,
  blockedEgress,
  invalidBackend,
  tlsMismatch,
  faultInjected,
  circuitOpen,
  rateLimited,
  rateLimitService,
  retriesExhausted,
  routeTimeout,
  callerGaveUp,
  dns,
  upstreamProtocol,
  callerProtocol,
  notInSync,
  connectionRefused,
  upstreamClosed,
  upstreamReset,
  noHealthyUpstream,
  outlierEjection,
  streamIdle,
  connectionDuration,
  streamDuration,
  localHealth,
  localReset,
  overloadedProxy,
  dropOverload,
  filterConfig,
  hboneHandshake,
  hboneBlocked,
  ztunnelTls,
  noIdentity,
  certificateRevoked,
  ztunnelConnect,
  dependencyFails,
  applicationFails,
  wrongRoute,
  applicationRefuses,
  unknownFlag,
];
