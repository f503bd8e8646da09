import type { LabelStrip } from '../paint/plan-labels';
import type { Scene } from '../scene/scene';
import type { NoteSpot } from './note-spots';

/** What the canvas shows: the scene point in its top left corner, and CSS pixels a scene pixel. */
export interface Corner {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** What the canvas reports back, as domain ids. */
export interface RendererEvents {
  readonly onSelect: (id: string | undefined) => void;
  readonly onHover: (id: string | undefined) => void;
  /** Double click or Enter on a group or closed group. */
  readonly onToggleGroup: (id: string) => void;
  /** A gesture or command that moved the viewport is over; undefined = all of the scene was fitted. */
  readonly onViewport: (corner: Corner | undefined) => void;
  /** A node was put somewhere: its centre, scene pixels. */
  readonly onMove: (id: string, to: Place) => void;
  /** The worst edges whose labels found no room on the map, and the part of it that is kept free for them; told after every painting. */
  readonly onStrip: (strip: LabelStrip | undefined) => void;
  /** Where the texts of notes stand; told after every painting. */
  readonly onNotes: (spots: readonly NoteSpot[]) => void;
}

/** All positions change at once: go there, and to that part of the scene. */
export interface Glide {
  readonly to: Corner | 'all';
  readonly animated: boolean;
}

/** The small interface every renderer keeps (Cytoscape now, a whole-mesh canvas later). */
export interface Renderer {
  draw(scene: Scene, glide?: Glide): void;
  fit(): void;
  /** Brings one thing into view without changing zoom unless it is unreadable. */
  reveal(id: string): void;
  zoomBy(factor: number): void;
  /** Rings what the keyboard rests on; undefined = nothing. */
  mark(id: string | undefined): void;
  /** Scenes follow one another as frames do: labels need not look for better places in each. */
  passing(on: boolean): void;
  /** Lets dots travel along the edges, one for so many requests, until `undefined`. */
  flow(requestsPerDot: number | undefined): void;
  /** undefined before anything was drawn. */
  viewport(): Corner | undefined;
  /** Shows exactly that; reports nothing. */
  show(corner: Corner): void;
  /** Lifts a node and shows it elsewhere, with its edges, until `letGo`. */
  carry(id: string, to: Place): void;
  /** `keep` = it stays there and is reported; else it goes back. */
  letGo(keep: boolean): void;
  setTheme(theme: 'light' | 'dark'): void;
  resize(): void;
  dispose(): void;
}

export type CreateRenderer = (container: HTMLElement, events: RendererEvents) => Renderer;
