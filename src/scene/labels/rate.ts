/** What flows: requests per second, or bytes per second each way for TCP. */
import { rateDelta, rateWords } from '../delta-text';
import type { EdgeLabel } from './edge-label';

export const rate: EdgeLabel = {
  id: 'rate',
  title: 'Rate',
  example: '120 rps',
  means: 'requests per second; TCP: bytes ↑ sent by the client, ↓ received',
  of: (edge, { units }) => {
    if (edge.health === 'idle') return { text: 'idle', tone: 'idle' };
    if (edge.bytesPerSecond !== undefined) {
      return { text: `↑${units.bytes(edge.bytesPerSecond.sent)} ↓${units.bytes(edge.bytesPerSecond.received)}`, tone: 'ok' };
    }
    return edge.requestsPerSecond === undefined ? undefined : { text: units.requests(edge.requestsPerSecond), tone: 'ok' };
  },
  change: {
    example: '120 → 480 rps',
    means: 'requests per second at A → at B; TCP: bytes, both directions together',
    of: ({ rate: delta }, { protocol }, units) => {
      const text = rateDelta(delta, rateWords(protocol === 'tcp', units));
      return text === undefined ? undefined : { text, tone: 'ok' };
    },
  },
};
