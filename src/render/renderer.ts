import type { Scene } from '../scene/scene';

/** What the canvas reports back, as domain ids. */
export interface RendererEvents {
  readonly onSelect: (id: string | undefined) => void;
  readonly onHover: (id: string | undefined) => void;
  /** Double click or Enter on a group or closed group. */
  readonly onToggleGroup: (id: string) => void;
}

/** The small interface every renderer keeps (Cytoscape now, a whole-mesh canvas later). */
export interface Renderer {
  draw(scene: Scene): void;
  fit(): void;
  /** Brings one thing into view without changing zoom unless it is unreadable. */
  reveal(id: string): void;
  zoomBy(factor: number): void;
  /** Rings what the keyboard rests on; undefined = nothing. */
  mark(id: string | undefined): void;
  setTheme(theme: 'light' | 'dark'): void;
  resize(): void;
  dispose(): void;
}

export type CreateRenderer = (container: HTMLElement, events: RendererEvents) => Renderer;
