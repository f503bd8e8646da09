import type { Command } from '../app-types';

export const zoomIn: Command = {
  id: 'zoom-in',
  title: 'Zoom in',
  group: 'map',
  key: '+',
  run: (app) => app.canvas?.zoomBy(1.25),
};
