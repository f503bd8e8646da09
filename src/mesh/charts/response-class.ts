/** Responses in classes, as charts and tables of traffic tell them apart. */
import type { Labels } from '../../prometheus/client-types';
import type { Protocol } from '../../telemetry/rows';
import { isFailedGrpcStatus, isHttp4xx, isHttp5xx, NO_RESPONSE, responseCode } from '../response-code';

export type ResponseClass = 'fine' | 'client' | 'server' | 'none';

/** In reading order; every response is in exactly one. */
export const RESPONSE_CLASSES: readonly ResponseClass[] = ['fine', 'client', 'server', 'none'];

/** What a class depends on. */
export const CLASS_LABELS = 'response_code,grpc_response_status';

const HTTP: Readonly<Record<ResponseClass, string>> = { fine: '1xx–3xx', client: '4xx', server: '5xx', none: 'No response' };
const GRPC: Readonly<Record<ResponseClass, string>> = { fine: 'OK', client: 'HTTP 4xx', server: 'Failed', none: 'No response' };

export const classTitle = (protocol: Protocol, id: ResponseClass): string => (protocol === 'grpc' ? GRPC : HTTP)[id];

/** The class of a code as docs/telemetry.md §6.7 reads it. */
export function responseClass(protocol: Protocol, code: string): ResponseClass {
  if (code === NO_RESPONSE) return 'none';
  if (isHttp4xx(code)) return 'client';
  if (isHttp5xx(code) || (protocol === 'grpc' && isFailedGrpcStatus(code))) return 'server';
  return 'fine';
}

export function responseClassOf(protocol: Protocol, labels: Labels): ResponseClass {
  const grpcStatus = labelOf(labels, 'grpc_response_status');
  const code = responseCode({
    protocol: protocol === 'grpc' ? 'grpc' : 'http',
    responseCode: labelOf(labels, 'response_code') ?? '',
    ...(grpcStatus === undefined ? {} : { grpcStatus }),
  });
  return responseClass(protocol, code);
}

function labelOf(labels: Labels, name: string): string | undefined {
  const value = Object.hasOwn(labels, name) ? labels[name] : undefined;
  return value === '' ? undefined : value;
}
