/** What is asked of one enforcement point, and what it answers. */
import type { AuthorizationPolicy } from '../../istio/resources/authorization-policy';
import type { AttachedTo } from '../attachment/attachment-index';
import type { Because, Decision, Enforcer } from '../model';
import type { Chain } from './attributes';
import type { JudgedPolicy } from './judge-rule';
import type { AuthorizationMesh, StrictAtZtunnel } from './question';
import type { Action, Readings } from './rule-readings';
import type { Seen } from './seen';

export interface PointQuestion {
  readonly enforcer: Enforcer;
  /** "default/reviews-v1", for sentences. */
  readonly at: string;
  readonly chain: Chain;
  readonly attached: readonly AttachedTo<AuthorizationPolicy>[];
  readonly readings: Readings;
  readonly seen: Seen;
  readonly mesh: AuthorizationMesh;
  readonly strict?: StrictAtZtunnel;
  /** A waypoint whose identity istiod allows by itself (`PILOT_AUTO_ALLOW_WAYPOINT_POLICY`). */
  readonly autoAllowed?: string;
  /** Policies in dry-run are taken for enforced ones. */
  readonly withDryRun?: boolean;
}

export interface PointAnswer {
  readonly verdict: 'allowed' | 'denied' | 'undecided';
  readonly undecided: readonly string[];
  readonly decidedBy: readonly Decision[];
  readonly because: readonly Because[];
}

/** A policy that counts here, and whether it matches. `denies` says why a CUSTOM policy does. */
export interface JudgedAtPoint {
  readonly policy: AuthorizationPolicy;
  readonly action: Action;
  readonly judged: JudgedPolicy;
  readonly denies?: string;
}
