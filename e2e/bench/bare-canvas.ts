/** The floor: the same boxes, lines, arrowheads and texts on one bare canvas, with nothing around them. */
import { sceneGeometry } from '../../src/paint/scene-geometry';
import type { Theme } from '../../src/paint/theme';
import { isVisible, screenBox, strokeScale, type View } from '../../src/paint/view';
import type { Scene } from '../../src/scene/scene';
import { WIDTH_CLASSES } from '../../src/scene/style-table';

export interface BareCanvas {
  draw(view: View): void;
  dispose(): void;
}

export function bareCanvas(container: HTMLElement, scene: Scene, theme: Theme): BareCanvas {
  const canvas = document.createElement('canvas');
  canvas.width = container.clientWidth;
  canvas.height = container.clientHeight;
  Object.assign(canvas.style, { position: 'absolute', inset: '0', zIndex: '9' });
  container.append(canvas);
  const context = canvas.getContext('2d')!;
  const { paths } = sceneGeometry(scene);

  function box(
    view: View,
    one: { x: number; y: number; width: number; height: number },
    fill: string,
    stroke: string,
    width: number,
  ): void {
    const at = screenBox(view, one);
    if (!isVisible(view, at)) return;
    context.beginPath();
    context.roundRect(at.x, at.y, at.width, at.height, 8 * view.zoom);
    context.fillStyle = fill;
    context.fill();
    context.strokeStyle = stroke;
    context.lineWidth = width;
    context.stroke();
  }

  function edges(view: View): void {
    const scale = strokeScale(view.zoom) * view.zoom;
    for (const edge of scene.edges) {
      const path = paths.get(edge.id);
      if (path === undefined) continue;
      const x1 = path.start.x * view.zoom + view.panX;
      const y1 = path.start.y * view.zoom + view.panY;
      const x2 = path.end.x * view.zoom + view.panX;
      const y2 = path.end.y * view.zoom + view.panY;
      if (Math.max(x1, x2) < 0 || Math.max(y1, y2) < 0 || Math.min(x1, x2) > view.width || Math.min(y1, y2) > view.height) continue;
      context.strokeStyle = theme.tones[edge.tone];
      context.fillStyle = theme.tones[edge.tone];
      context.lineWidth = WIDTH_CLASSES[edge.width - 1]!.pixels * scale;
      context.beginPath();
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
      context.stroke();
      const length = Math.hypot(x2 - x1, y2 - y1) || 1;
      const dx = ((x2 - x1) / length) * 8;
      const dy = ((y2 - y1) / length) * 8;
      context.beginPath();
      context.moveTo(x2, y2);
      context.lineTo(x2 - dx - dy / 2, y2 - dy + dx / 2);
      context.lineTo(x2 - dx + dy / 2, y2 - dy - dx / 2);
      context.fill();
    }
  }

  return {
    draw: (view) => {
      context.clearRect(0, 0, canvas.width, canvas.height);
      for (const group of scene.groups) {
        box(view, { ...group, x: group.x + group.width / 2, y: group.y + group.height / 2 }, theme.groupFill, theme.groupBorder, 1);
      }
      edges(view);
      context.font = `600 11px ${theme.fontFamily}`;
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      let texts = 0;
      for (const node of scene.nodes) {
        box(view, node, theme.nodeFill, theme.tones[node.tone], 1.25);
        const at = screenBox(view, node);
        if (texts >= 250 || !isVisible(view, at)) continue;
        texts += 1;
        context.fillStyle = theme.text;
        context.fillText(node.label, at.x + at.width / 2, at.y + at.height / 2);
      }
    },
    dispose: () => canvas.remove(),
  };
}
