/** A filter has no configuration yet. */
import { inSync, proxyConfig } from '../commands';
import { flagCause } from '../flag-cause';

export const filterConfig = flagCause({
  code: 'filter-config',
  name: 'Filter without configuration',
  says: 'The proxy did not get the configuration of a filter in time.',
  signs: '`NFCF`',
  look: 'Download of the WasmPlugin, and whether the proxy reaches istiod.',
  flags: ['NFCF'],
  commands: (call, { at }) => {
    const end = at === 'source' ? call.observed.source : call.observed.destination;
    return [...proxyConfig('ecds', end, call), ...inSync(end, call)];
  },
});
