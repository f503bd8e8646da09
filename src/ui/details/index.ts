/** Full views over the map, by the id that stands in the link; each arrives when it is opened. */
import type { ComponentType } from 'react';

export interface DetailsView {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** As wide and as high as the window allows. */
  readonly full?: boolean;
  readonly load: () => Promise<ComponentType>;
}

export const DETAILS: readonly DetailsView[] = [
  {
    id: 'doctor',
    title: 'Telemetry doctor',
    description:
      'What this source measures of the mesh, what is missing, what that hides, and the change that would bring it back. Nothing is ever applied.',
    load: async () => (await import('../doctor/Doctor')).Doctor,
  },
  {
    id: 'readiness',
    title: 'STRICT readiness',
    description: 'Who sent plaintext over the span, what STRICT would refuse, and the policies to copy.',
    full: true,
    load: async () => (await import('../readiness/Readiness')).Readiness,
  },
  {
    id: 'what-if',
    title: 'What if',
    description: 'A draft held against the traffic on the map. Nothing is ever applied; nothing leaves this browser.',
    full: true,
    load: async () => (await import('../what-if/WhatIf')).WhatIf,
  },
  {
    id: 'snapshot',
    title: 'Snapshot',
    description: 'Everything on screen and behind it as one file. Nothing is sent anywhere.',
    load: async () => (await import('../snapshot/SnapshotFiles')).SnapshotFiles,
  },
  {
    id: 'canary',
    title: 'Canaries',
    description: 'What routes split: the configured and the measured share of each version, and whether a candidate is worse.',
    full: true,
    load: async () => (await import('../canary/Canary')).Canary,
  },
  {
    id: 'compare',
    title: 'A and B side by side',
    description: 'Both moments in the same places and at the same scale.',
    full: true,
    load: async () => (await import('../compare/SideBySide')).SideBySide,
  },
];
