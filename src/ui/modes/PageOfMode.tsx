import type { ReactNode } from 'react';
import { late } from '../late';
import { Page } from '../Page';
import { useApp } from '../use-app';

const EmbedFrame = late(async () => (await import('./EmbedFrame')).EmbedFrame);
const WallBoard = late(async () => (await import('./WallBoard')).WallBoard);
const PresentBoard = late(async () => (await import('./present/PresentBoard')).PresentBoard);

/** The page, the board on a wall, the frame inside another page, or steps told to an audience: as the link says. */
export function PageOfMode(): ReactNode {
  const mode = useApp((state) => state.view.mode);
  if (mode === 'wall') return <WallBoard />;
  if (mode === 'present') return <PresentBoard />;
  return mode === 'embed' ? <EmbedFrame /> : <Page />;
}
