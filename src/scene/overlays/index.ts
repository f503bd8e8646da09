import { authorization } from './authorization';
import { health } from './health';
import { mtls } from './mtls';
import { mtlsPolicy } from './mtls-policy';
import type { Overlay } from './overlay';
import type { PolicyOverlay } from './policy-overlay';
import { routing } from './routing';

/** Applied in this order: a later overlay wins where both speak. */
export const OVERLAYS: readonly Overlay[] = [health, mtls];

/** One of these may be chosen; it decides then, whatever OVERLAYS say. */
export const POLICY_OVERLAYS: readonly PolicyOverlay[] = [mtlsPolicy, authorization, routing];
