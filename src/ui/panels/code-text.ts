/** A response code in words: gRPC's numbers mean nothing without their names. */
import { grpcStatusName } from '../../mesh/response-code';
import { displayText } from '../../scene/display-text';
import type { Protocol } from '../../telemetry/rows';

/** "503", "14 UNAVAILABLE", "no response". */
export function codeText(protocol: Protocol, code: string): string {
  if (code === '-') return 'no response';
  const status = protocol === 'grpc' ? grpcStatusName(code) : undefined;
  return status === undefined ? displayText(code, 24) : `${code} ${status}`;
}
