/** The proxy reset the connection itself. */
import { logOf } from '../commands';
import { flagCause } from '../flag-cause';

export const localReset = flagCause({
  code: 'local-reset',
  name: 'The proxy reset the connection',
  says: 'A limit or a filter made it do so, or it is shutting down.',
  signs: '`LR`, usual code 503',
  look: 'The log of the proxy, and whether Pods were rolled in the window.',
  flags: ['LR'],
  commands: (call, { at }) => logOf(at === 'source' ? call.observed.source : call.observed.destination, 'istio-proxy', call),
});
