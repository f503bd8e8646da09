/** How causes recognise a symptom, and what configuration says that several of them look at. */
import type { RouteRule, RouteShare } from '../../policy/model';
import type { FailingCall } from './failing-call';
import type { Symptom } from './symptom';

export const hasFlag = ({ flags }: Symptom, ...wanted: readonly string[]): boolean => flags.some((flag) => wanted.includes(flag));

/** No proxy had anything to say of it: whoever answered at this place meant it. */
export const isPlain = ({ unit, flags }: Symptom): boolean => unit === 'requests' && flags.length === 0;

export const isCode = ({ unit, code }: Symptom, ...codes: readonly string[]): boolean => unit === 'requests' && codes.includes(code);

/** A gRPC status of a gRPC call; HTTP's codes have three digits. */
export const isStatus = (symptom: Symptom, { call }: FailingCall, ...statuses: readonly number[]): boolean =>
  call.figures.protocol === 'grpc' && isCode(symptom, ...statuses.map(String));

export interface RoutedShare {
  readonly rule: RouteRule;
  readonly share: RouteShare;
}

/** Where the rules of the call send requests. */
export function sharesOf({ policy }: FailingCall): readonly RoutedShare[] {
  return (policy?.routing.rules ?? []).flatMap((rule) => rule.shares.map((share) => ({ rule, share })));
}

/** Shares that end at a destination without cluster ("NC") or without endpoints ("UH"). */
export const lostShares = (call: FailingCall, flag: 'NC' | 'UH'): readonly RoutedShare[] =>
  sharesOf(call).filter(({ share: { reason } }) => reason?.endsWith(`(${flag})`) === true);

/** Reasons configuration gives for the route, about these shares' resources. */
export function routeReasons({ policy }: FailingCall, holds: (sentence: string) => boolean) {
  return (policy?.routing.because ?? []).filter(({ sentence }) => holds(sentence));
}

/** Where a reason points, as the place to open. */
export function placeOf(
  reasons: readonly {
    readonly ref?: { readonly kind: string; readonly namespace: string; readonly name: string };
    readonly path?: string;
  }[],
) {
  const found = reasons.find(({ ref }) => ref !== undefined);
  if (found?.ref === undefined) return {};
  return { place: { ref: found.ref, ...(found.path === undefined ? {} : { path: found.path }) } };
}
