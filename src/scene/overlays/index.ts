import { health } from './health';
import { mtls } from './mtls';
import type { Overlay } from './overlay';

/** Applied in this order: a later overlay wins where both speak. */
export const OVERLAYS: readonly Overlay[] = [health, mtls];
