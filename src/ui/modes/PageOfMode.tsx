import type { ReactNode } from 'react';
import { late } from '../late';
import { Page } from '../Page';
import { useApp } from '../use-app';

const EmbedFrame = late(async () => (await import('./EmbedFrame')).EmbedFrame);
const WallBoard = late(async () => (await import('./WallBoard')).WallBoard);

/** The page, the board on a wall, or the frame inside another page: as the link says. */
export function PageOfMode(): ReactNode {
  const mode = useApp((state) => state.view.mode);
  if (mode === 'wall') return <WallBoard />;
  return mode === 'embed' ? <EmbedFrame /> : <Page />;
}
