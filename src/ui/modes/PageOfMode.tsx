import type { ReactNode } from 'react';
import { Page } from '../Page';
import { useApp } from '../use-app';
import { EmbedFrame } from './EmbedFrame';
import { WallBoard } from './WallBoard';

/** The page, the board on a wall, or the frame inside another page: as the link says. */
export function PageOfMode(): ReactNode {
  const mode = useApp((state) => state.view.mode);
  if (mode === 'wall') return <WallBoard />;
  return mode === 'embed' ? <EmbedFrame /> : <Page />;
}
