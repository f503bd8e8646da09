import type { Command } from '../app-types';

export const zoomOut: Command = {
  id: 'zoom-out',
  title: 'Zoom out',
  group: 'map',
  key: '-',
  run: (app) => app.canvas?.zoomBy(0.8),
};
