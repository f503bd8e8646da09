import type { Command } from '../app-types';

export const zoomOut: Command = {
  id: 'zoom-out',
  title: 'Zoom out',
  key: '-',
  run: (app) => app.canvas?.zoomBy(0.8),
};
