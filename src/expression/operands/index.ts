import { app } from './app';
import { cluster } from './cluster';
import { edgeErrors } from './edge-errors';
import { authz, bypassed, enforcer, refused, routing, transport } from './edge-policies';
import { edgeRates, traffic } from './edge-rates';
import { finding } from './finding';
import { health, healthy, idle } from './health';
import { latencies } from './latency';
import { name } from './name';
import { namespace } from './namespace';
import { nodeFlows } from './node-flows';
import { nodeKind } from './node-kind';
import type { Operand } from './operand';
import { configured, outside, root, serviceEntry, waypoint } from './place-flags';
import { protocol } from './protocol';
import { rank } from './rank';
import { reporter } from './reporter';
import { code, flags } from './responses';
import { routeFeatures } from './route-features';
import { service } from './service';
import { mtls, mtlsPercent, plaintext } from './transport-seen';
import { version } from './version';
import { workload } from './workload';
import { dataplane, peerauth, posture, sidecar } from './workload-policies';

/** Everything that can be asked, in the order of the help. Adding an operand is a file and a line here. */
export const OPERANDS: readonly Operand[] = [
  name,
  namespace,
  workload,
  app,
  service,
  version,
  cluster,
  nodeKind,
  rank,
  ...nodeFlows,
  root,
  outside,
  serviceEntry,
  configured,
  waypoint,
  dataplane,
  sidecar,
  posture,
  healthy,
  health,
  idle,
  finding,
  peerauth,
  ...edgeRates,
  traffic,
  ...edgeErrors,
  code,
  flags,
  ...latencies,
  protocol,
  mtls,
  mtlsPercent,
  plaintext,
  reporter,
  authz,
  enforcer,
  transport,
  refused,
  bypassed,
  routing,
  ...routeFeatures,
];
