import { NeedsSource } from '../../../NeedsSource';

export const Readiness = NeedsSource;
