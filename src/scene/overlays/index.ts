import { authorization } from './authorization';
import { DRAFT_OVERLAY_ID, draftOverlay } from './draft';
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

/** What legends and frames say of a chosen overlay, and of a draft on the map, which nobody chooses; undefined = there is none of that id. */
export const policyOverlay = (id: string | undefined): PolicyOverlay | undefined =>
  id === DRAFT_OVERLAY_ID ? draftOverlay(new Map()) : POLICY_OVERLAYS.find((one) => one.id === id);
