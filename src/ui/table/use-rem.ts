import { useState } from 'react';

/** Pixels of one rem: larger text makes taller rows. */
export function useRem(): number {
  const [pixels] = useState(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16);
  return pixels;
}
