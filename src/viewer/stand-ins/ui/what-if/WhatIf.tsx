import { NeedsSource } from '../../../NeedsSource';

export const WhatIf = NeedsSource;
