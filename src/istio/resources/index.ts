import { peerAuthentication } from './peer-authentication';
import type { ResourceOf } from './resource';

/** Every kind that is read. Adding one is a file and a line here. */
export const RESOURCE_KINDS = {
  PeerAuthentication: peerAuthentication,
} as const;

export type KindName = keyof typeof RESOURCE_KINDS;
export type ResourceTypes = { readonly [K in KindName]: ResourceOf<(typeof RESOURCE_KINDS)[K]> };
