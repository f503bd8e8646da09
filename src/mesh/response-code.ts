import type { Protocol, RequestRow } from '../telemetry/rows';
import type { Responses } from './model';

/** "No response was sent": the code that HTTP 0 is shown as. */
export const NO_RESPONSE = '-';

/** The code of a response: for gRPC an HTTP 4xx/5xx wins, else the gRPC status, else the HTTP code (docs/telemetry.md §6.7). */
export function responseCode({
  protocol,
  responseCode: http,
  grpcStatus,
}: Pick<RequestRow, 'protocol' | 'responseCode' | 'grpcStatus'>): string {
  if (http === '0') return NO_RESPONSE;
  if (protocol === 'http' || grpcStatus === undefined || isHttp4xx(http) || isHttp5xx(http)) return http;
  return grpcStatus;
}

/** Whether a code counts into the error ratio. 4xx of HTTP do only on demand; a gRPC call that got one failed. */
export function isError(protocol: Protocol, code: string, count4xx: boolean): boolean {
  if (code === NO_RESPONSE || isHttp5xx(code)) return true;
  if (isHttp4xx(code)) return protocol === 'grpc' || count4xx;
  return protocol === 'grpc' && isFailedGrpcStatus(code);
}

/** gRPC statuses are 0 to 16; 0 is OK. */
export function isFailedGrpcStatus(code: string): boolean {
  return code.length < 3 && /^([1-9]|1[0-6])$/.test(code);
}

export function isHttp4xx(code: string): boolean {
  return code.startsWith('4') && /^4\d\d$/.test(code);
}

export function isHttp5xx(code: string): boolean {
  return code.startsWith('5') && /^5\d\d$/.test(code);
}

/** Failed requests per second among these responses. */
export function errorsPerSecond(protocol: Protocol, responses: Responses, count4xx: boolean): number {
  let errors = 0;
  for (const [code, byFlags] of responses) {
    if (!isError(protocol, code, count4xx)) continue;
    for (const perSecond of byFlags.values()) errors += perSecond;
  }
  return errors;
}

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

/** "14" → "UNAVAILABLE"; undefined for what is no gRPC status. */
export function grpcStatusName(code: string): string | undefined {
  return /^\d{1,2}$/.test(code) ? GRPC_STATUSES[Number(code)] : undefined;
}
