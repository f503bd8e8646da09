/** How each kind of mark looks: a sign of its own, and a tone that only repeats what the sign says. */
import { Bell, BellOff, Flag, type LucideIcon, PackageMinus, PackagePlus, ShieldCheck, Tag, Tags } from 'lucide-react';
import type { TimelineMark } from './timeline-marks';

export interface MarkSign {
  readonly icon: LucideIcon;
  readonly tone: string;
  readonly word: string;
}

export const MARK_SIGNS: Readonly<Record<TimelineMark['kind'], MarkSign>> = {
  'version-appeared': { icon: Tags, tone: 'text-ink', word: 'Version appeared' },
  'version-vanished': { icon: Tag, tone: 'text-muted', word: 'Version vanished' },
  'pod-appeared': { icon: PackagePlus, tone: 'text-ink', word: 'Pod appeared' },
  'pod-vanished': { icon: PackageMinus, tone: 'text-muted', word: 'Pod vanished' },
  policy: { icon: ShieldCheck, tone: 'text-denied', word: 'Policy changed' },
  alert: { icon: Bell, tone: 'text-fail', word: 'Alert fires' },
  'alert-ended': { icon: BellOff, tone: 'text-ok', word: 'Alert ended' },
  hand: { icon: Flag, tone: 'text-accent', word: 'Mark' },
};
