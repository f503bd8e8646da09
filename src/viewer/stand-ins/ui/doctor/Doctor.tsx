import { NeedsSource } from '../../../NeedsSource';

export const Doctor = NeedsSource;
