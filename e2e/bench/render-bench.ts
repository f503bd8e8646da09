/** The page of the render bench: draws a synthetic scene and measures it against a bare canvas with the same primitives. */
import { createCytoscapeRenderer } from '../../src/render/cytoscape-renderer';
import type { Scene } from '../../src/scene/scene';
import { syntheticScene } from './synthetic-scene';

declare global {
  interface Window {
    bench: {
      show(count: number, options: { closed?: boolean; theme?: 'light' | 'dark'; selected?: string }): void;
      zoomBy(factor: number): void;
      fit(): void;
      scene(): Scene | undefined;
      reveal(id: string): void;
    };
  }
}

const container = document.getElementById('canvas')!;
const renderer = createCytoscapeRenderer(container, {
  onSelect: (id) => console.log('select', id),
  onHover: () => undefined,
  onToggleGroup: (id) => console.log('toggle', id),
});
let shown: Scene | undefined;

window.bench = {
  show: (count, { closed = false, theme = 'light', selected }) => {
    document.documentElement.dataset.theme = theme;
    renderer.setTheme(theme);
    const { scene } = syntheticScene(count, { closed, view: selected === undefined ? {} : { selected } });
    shown = scene;
    renderer.draw(scene);
  },
  zoomBy: (factor) => renderer.zoomBy(factor),
  fit: () => renderer.fit(),
  scene: () => shown,
  reveal: (id) => renderer.reveal(id),
};
