import { createContext, use } from 'react';
import type { Ref } from '../../istio/ref';

/** A resource to look at, and the fields in it that decided. */
export interface ResourceAsked {
  readonly ref: Ref;
  readonly paths: readonly string[];
}

/** Opens the read-only text of a resource over the page. */
export const OpenResourceContext = createContext<(asked: ResourceAsked) => void>(() => undefined);

export const useOpenResource = (): ((asked: ResourceAsked) => void) => use(OpenResourceContext);
