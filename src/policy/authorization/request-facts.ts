/** What is known of a request. */
import type { Labels } from '../../istio/labels';
import type { Claims } from './claims';

/** Attributes of the request; absent = not known. */
export interface RequestFacts {
  readonly method?: string;
  /** With its query, if that is known. */
  readonly path?: string;
  /** "http" or "https"; only routes ask for it. */
  readonly scheme?: string;
  /** As sent, with its port. */
  readonly host?: string;
  /** All of them, by lower-case name. */
  readonly headers?: Labels;
  /** {} = no token. */
  readonly jwt?: Claims;
  readonly remoteIp?: string;
}
