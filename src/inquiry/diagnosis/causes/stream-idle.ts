/** A stream fell silent for longer than the proxy waits. */
import { proxyConfig } from '../commands';
import { flagCause } from '../flag-cause';

export const streamIdle = flagCause({
  code: 'stream-idle',
  name: 'Stream idle for too long',
  says: 'A stream was idle for longer than the proxy allows.',
  signs: '`SI`, usual code 408 or 504',
  look: 'Long polls and streams of this call, and the stream idle timeout of the proxy.',
  flags: ['SI'],
  commands: (call) => proxyConfig('route', call.observed.source, call),
  asks: ["Does the call wait for events (long poll, server push) longer than five minutes, the proxy's default?"],
});
