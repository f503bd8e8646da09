/** A response code in words: gRPC's numbers mean nothing without their names. */
import { displayText } from '../../scene/display-text';
import type { Protocol } from '../../telemetry/rows';

/** https://grpc.github.io/grpc/core/md_doc_statuscodes.html, by number. */
const GRPC_STATUSES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

/** "503", "14 UNAVAILABLE", "no response". */
export function codeText(protocol: Protocol, code: string): string {
  if (code === '-') return 'no response';
  const status = protocol === 'grpc' && /^\d{1,2}$/.test(code) ? GRPC_STATUSES[Number(code)] : undefined;
  return status === undefined ? displayText(code, 24) : `${code} ${status}`;
}
