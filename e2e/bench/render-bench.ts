/** The page of the render bench: draws a synthetic scene and measures it against a bare canvas with the same primitives. */

import { createPickIndex } from '../../src/paint/pick-index';
import { sceneGeometry } from '../../src/paint/scene-geometry';
import type { View } from '../../src/paint/view';
import { createCytoscapeRenderer } from '../../src/render/cytoscape-renderer';
import { readTheme } from '../../src/render/theme';
import { buildScene } from '../../src/scene/build-scene';
import type { Scene } from '../../src/scene/scene';
import { shareScene } from '../../src/scene/share-scene';
import { bareCanvas } from './bare-canvas';
import type { BenchRow } from './bench-row';
import { frameInterval, median, nextFrame, timeToFrame, watchLongTasks } from './frames';
import { LABELS, recoloured, syntheticScene } from './synthetic-scene';
import { seededRandom } from './synthetic-telemetry';

interface BenchPage {
  show(count: number, options: { readonly closed?: boolean; readonly theme?: 'light' | 'dark'; readonly selected?: string }): void;
  /** Draws the same mesh with other numbers, sharing what did not change. */
  refresh(count: number, turn: number): void;
  scene(): Scene | undefined;
  zoomBy(factor: number): void;
  reveal(id: string): void;
  measure(count: number): Promise<readonly BenchRow[]>;
  longTasks(count: number): Promise<readonly BenchRow[]>;
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}

const container = document.getElementById('canvas')!;
const newRenderer = () =>
  createCytoscapeRenderer(container, {
    onSelect: (id) => console.info('select', id),
    onHover: () => undefined,
    onToggleGroup: (id) => console.info('toggle', id),
    onViewport: () => undefined,
    onStrip: () => undefined,
    onNotes: () => undefined,
    onMove: (id) => console.info('move', id),
  });
let renderer = newRenderer();
let shown: Scene | undefined;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Until everything given is on the screen, and Cytoscape's own caches had time to fill. */
async function drawn(): Promise<void> {
  await pause(200);
  while (container.dataset.drawn !== 'true') await pause(20);
  await pause(300);
}

function fitView(scene: Scene): View {
  const left = Math.min(...scene.groups.map((group) => group.x));
  const top = Math.min(...scene.groups.map((group) => group.y));
  const right = Math.max(...scene.groups.map((group) => group.x + group.width));
  const bottom = Math.max(...scene.groups.map((group) => group.y + group.height));
  const width = container.clientWidth;
  const height = container.clientHeight;
  const zoom = Math.min(1.15, (width - 72) / (right - left), (height - 72) / (bottom - top));
  return { zoom, panX: width / 2 - ((left + right) / 2) * zoom, panY: height / 2 - ((top + bottom) / 2) * zoom, width, height };
}

const row = (measure: string, size: number, ms: number, floorMs: number): BenchRow => ({ measure, size, ms, floorMs, ratio: ms / floorMs });

/** A drag by mouse events on the inner canvas, one move a frame. */
async function dragInterval(frames: number): Promise<number> {
  const target = container.querySelector('canvas')!;
  const at = (type: string, x: number, y: number): MouseEvent =>
    new MouseEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: y, button: 0, buttons: type === 'mouseup' ? 0 : 1 });
  target.dispatchEvent(at('mousedown', 300, 300));
  const interval = await frameInterval(frames, (index) =>
    window.dispatchEvent(at('mousemove', 305 + ((index * 3) % 150), 300 + (index % 20))),
  );
  window.dispatchEvent(at('mouseup', 320, 310));
  await drawn();
  return interval;
}

async function measure(count: number): Promise<readonly BenchRow[]> {
  renderer.dispose();
  renderer = newRenderer();
  const { scene, mesh, layout } = syntheticScene(count);
  const theme = readTheme(container);
  const view = fitView(scene);

  const bare = bareCanvas(container, scene, theme);
  const barePan = await frameInterval(20, (index) => bare.draw({ ...view, panX: view.panX + index * 3 }));
  const bareRedraw = await timeToFrame(7, (round) => bare.draw({ ...view, panX: view.panX + round }));
  bare.dispose();
  await nextFrame();

  const start = performance.now();
  renderer.draw(scene);
  await nextFrame();
  await nextFrame();
  const firstFrame = performance.now() - start;
  while (container.dataset.drawn !== 'true') await nextFrame();
  await nextFrame();
  const allDrawn = performance.now() - start;
  await drawn();
  shown = scene;

  const pan = await dragInterval(20);
  const all = [recoloured(scene, 1, 'warn'), recoloured(scene, 1, 'fail')];
  const few = [recoloured(scene, 0.01, 'warn'), recoloured(scene, 0.01, 'fail')];
  const recolour = await timeToFrame(5, (round) => renderer.draw(all[round % 2]!));
  renderer.draw(scene);
  await drawn();
  const recolourFew = await timeToFrame(5, (round) => renderer.draw(few[round % 2]!));

  const updates: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const before = performance.now();
    shareScene(scene, buildScene({ mesh, layout, view: { labels: LABELS } }));
    updates.push(performance.now() - before);
  }
  return [
    row('first frame ÷ bare redraw', count, firstFrame, bareRedraw),
    row('all drawn ÷ bare redraw', count, allDrawn, bareRedraw),
    row('pan frame ÷ bare frame', count, pan, barePan),
    row('full recolour ÷ bare redraw', count, recolour, bareRedraw),
    row('1 % recolour ÷ bare redraw', count, recolourFew, bareRedraw),
    row('hover pick ÷ bare redraw', count, pickTime(scene), bareRedraw),
    row('scene update ÷ bare redraw', count, median(updates), bareRedraw),
  ];
}

function pickTime(scene: Scene): number {
  const geometry = sceneGeometry(scene);
  const index = createPickIndex({ nodes: scene.nodes, edges: [...geometry.paths.values()], groups: [] });
  const random = seededRandom(5);
  const view = fitView(scene);
  const points = Array.from({ length: 2000 }, () => ({
    x: (random() * view.width - view.panX) / view.zoom,
    y: (random() * view.height - view.panY) / view.zoom,
  }));
  const start = performance.now();
  for (const point of points) index.pick(point, 6 / view.zoom);
  return (performance.now() - start) / points.length;
}

/** Pan, zoom, refresh and expand of a closed mesh after load: the longest task against the 200 ms it may take. */
async function longTasks(count: number): Promise<readonly BenchRow[]> {
  renderer.dispose();
  renderer = newRenderer();
  const { scene, telemetryMesh, layout } = syntheticScene(count, { closed: true });
  const refreshed = syntheticScene(count, { closed: true, turn: 1, changedShare: 0.3 });
  const largest = [...scene.groups].sort((a, b) => b.width * b.height - a.width * a.height)[0]!;
  const expandedMesh = telemetryMesh(scene.groups.filter((group) => group.id !== largest.id).map((group) => group.id));
  renderer.draw(scene);
  await drawn();
  const tasks = watchLongTasks();
  const rows: BenchRow[] = [];
  const note = async (measureName: string): Promise<void> => {
    await drawn();
    rows.push(row(`longest task of ${measureName} (closed) ÷ 200 ms`, count, tasks.takeLongest(), 200));
  };
  await dragInterval(20);
  await note('pan');
  for (const factor of [1.4, 1.4, 1.4, 0.5, 0.5]) {
    renderer.zoomBy(factor);
    await nextFrame();
  }
  await note('zoom');
  renderer.draw(shareScene(scene, buildScene({ mesh: refreshed.mesh, layout, view: { labels: LABELS } })));
  await note('refresh');
  renderer.draw(buildScene({ mesh: expandedMesh, layout, view: { labels: LABELS } }));
  await note('expand');
  tasks.stop();
  return rows;
}

window.bench = {
  show: (count, { closed = false, theme = 'light', selected }) => {
    document.documentElement.dataset.theme = theme;
    renderer.setTheme(theme);
    shown = syntheticScene(count, { closed, view: selected === undefined ? {} : { selected } }).scene;
    renderer.draw(shown);
  },
  refresh: (count, turn) => {
    const { scene } = syntheticScene(count, { turn, changedShare: 0.3 });
    shown = shown === undefined ? scene : shareScene(shown, scene);
    renderer.draw(shown);
  },
  scene: () => shown,
  zoomBy: (factor) => renderer.zoomBy(factor),
  reveal: (id) => renderer.reveal(id),
  measure,
  longTasks,
};
