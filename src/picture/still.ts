/** A still picture that stands alone: what is drawn and the words around it. Plain data: a worker can be given it, and the same still is the same picture on every machine. */
import type { View } from '../paint/view';
import type { LegendEntry } from '../scene/legend';
import type { Scene } from '../scene/scene';

export type StillTheme = 'light' | 'dark' | 'print';

/** All of the scene, or what a map of that size in CSS pixels shows: zoom, pan and size are those of the page. */
export type StillArea = 'all' | View;

export interface StillScene {
  readonly scene: Scene;
  /** Above its map: which moment it is, where a still has two. */
  readonly caption?: string;
}

/** A name and what it says: "Source", "production". */
export interface FrameFact {
  readonly name: string;
  readonly text: string;
}

export interface FrameNote {
  readonly number: number;
  readonly text: string;
  /** What it is about and when: "orders → inventory, 2026-03-10 18:45:00 UTC". */
  readonly about?: string;
}

/** The words around the map, in the order they are read. Nothing of them is cut: long texts go on in the next line. */
export interface Frame {
  readonly title: string;
  readonly facts: readonly FrameFact[];
  /** What occurs in the picture, by section. */
  readonly legend: readonly { readonly title: string; readonly entries: readonly LegendEntry[] }[];
  readonly notes: readonly FrameNote[];
  /** Last line: tool, version, hash of the data. */
  readonly imprint: string;
}

export interface Still {
  /** One, or before and after side by side, over the same area at the same zoom. */
  readonly scenes: readonly [StillScene, ...StillScene[]];
  readonly area: StillArea;
  readonly theme: StillTheme;
  /** undefined = the maps alone. */
  readonly frame?: Frame;
  /** Of the live view, http or https: an SVG then links every node and edge to it. Anything else is left out. */
  readonly link?: string;
}

/** Pixels at scale 1. */
export interface StillSize {
  readonly width: number;
  readonly height: number;
}
