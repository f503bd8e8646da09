/** The peer does not speak HBONE. */
import { command } from '../commands';
import { flagCause } from '../flag-cause';

export const hboneHandshake = flagCause({
  code: 'hbone-handshake',
  name: 'The peer does not speak HBONE',
  says: 'The HBONE handshake failed: the peer may be no HBONE endpoint.',
  signs: '`H2_HANDSHAKE_FAILURE`',
  look: "The PROTOCOL column of ztunnel's workloads: HBONE, or TCP.",
  flags: ['H2_HANDSHAKE_FAILURE'],
  commands: (call) => command`istioctl ztunnel-config workload --workload-namespace ${call.observed.destination.namespace}`,
});
