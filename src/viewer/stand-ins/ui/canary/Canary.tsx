import { NeedsSource } from '../../../NeedsSource';

export const Canary = NeedsSource;
