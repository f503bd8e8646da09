/** What to draw, as plain serialisable data. Everything left of it runs without a browser; nothing right of it decides anything about meshes. */

/** Meaning, never colour: the theme turns tones into colours. */
export type Tone = 'ok' | 'warn' | 'fail' | 'idle' | 'denied' | 'unknown' | 'added' | 'removed' | 'better' | 'changed';
export type Glyph =
  | 'degraded'
  | 'failing'
  | 'unknown'
  | 'refused'
  | 'depends'
  | 'ambiguous'
  | 'routed'
  | 'plaintext'
  | 'partial-mtls'
  | 'mutual-tls'
  | 'change-added'
  | 'change-removed'
  | 'change-worse'
  | 'change-better'
  | 'change-other';
export type Line = 'solid' | 'dotted' | 'long-dash' | 'short-dash' | 'dash-dot' | 'double';
/** What became of a thing between two compared moments; drawn by `CHANGE_STYLES`. */
export type ChangeMark = 'added' | 'removed' | 'worse' | 'better' | 'changed' | 'unchanged' | 'unsure';
export type Lock = 'closed' | 'half' | 'open' | 'unknown';

/** A small lettered tag: who enforces. Dotted where that is assumed, struck through where a call goes past it. */
export interface SceneBadge {
  readonly letter: BadgeLetter;
  readonly outline: 'solid' | 'dotted';
  readonly struck?: true;
}
export type BadgeLetter = 'Z' | 'W' | 'S' | 'G' | '–' | '?';

export type NodeShape = 'rounded' | 'service' | 'external' | 'passthrough' | 'blackhole' | 'unknown' | 'group';

export interface SceneGroup {
  readonly id: string;
  /** "" for a closed group, whose card carries the name. */
  readonly label: string;
  /** How many drawn boxes are around it: inner ones lie on top. */
  readonly depth: number;
  /** Sick things inside that are not drawn as themselves: in closed groups, or removed from the picture. */
  readonly unseenSick?: { readonly count: number; readonly tone: Tone; readonly glyph?: Glyph };
  /** Top left and size, scene pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ScenePart {
  readonly label: string;
  /** 0..1 of the node's incoming requests, undefined when it has none. */
  readonly share?: number;
  readonly tone: Tone;
}

export interface SceneNode {
  readonly id: string;
  readonly shape: NodeShape;
  /** Closed groups: the id that opens them. */
  readonly group?: string;
  /** Known from configuration alone: dotted. */
  readonly configured?: true;
  readonly label: string;
  /** Second line: reason when sick, else version, kind or member count. */
  readonly detail?: string;
  /** Centre and size, scene pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly tone: Tone;
  /** Outer ring: inherited illness. */
  readonly ring?: Tone;
  readonly glyph?: Glyph;
  /** At the top left corner: the data plane, under a policy overlay. */
  readonly badge?: SceneBadge;
  /** Closed groups: how many sick inside. */
  readonly sickCount?: number;
  readonly parts: readonly ScenePart[];
  /** Gone since a moment of this window: drawn where it stood. */
  readonly ghost?: true;
  /** Where two moments are compared: how they differ here. Tone and glyph say it too, the border is `CHANGE_STYLES[change].border`. */
  readonly change?: ChangeMark;
  /** The user put it there. */
  readonly pinned?: true;
  /** Pinned outside its group's box: the point of the box that is nearest, scene pixels. */
  readonly tie?: { readonly x: number; readonly y: number };
  readonly selected: boolean;
  readonly faded: boolean;
  /** Matches what is looked for. */
  readonly found?: true;
}

/** One version's part of a stream: bands lie side by side where they leave the caller and part towards the versions. */
export interface SceneBand {
  /** Observed share of the stream, 0..1. */
  readonly share: number;
  /** Bounds of the configured share, equal where it is fixed; absent = nothing to mark here. */
  readonly least?: number;
  readonly most?: number;
  /** Ends at this version row of the target (index of its `parts`). */
  readonly row?: number;
}

export interface SceneEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly tone: Tone;
  readonly line: Line;
  /** 1..6, log of the rate. */
  readonly width: number;
  /** HTTP and gRPC while something flows, three digits of it: what animated dots stand for. */
  readonly requestsPerSecond?: number;
  /** At the target end. */
  readonly glyph?: Glyph;
  readonly lock?: Lock;
  /** Behind the glyph, in path order towards the target: who decides, under a policy overlay. */
  readonly badges?: readonly SceneBadge[];
  /** Which state of the chosen policy overlay this is; the legend lists those that are shown. */
  readonly state?: string;
  /** Texts of the label in drawing order, units included: "120 rps", "3.1 % err", "p99 240 ms", "mTLS". */
  readonly labels: readonly { readonly text: string; readonly tone: Tone; readonly spare?: true }[];
  /** Where a route splits what the caller sends: edges with the same stream are its parts. `width` 1..6 is of the whole stream. */
  readonly stream?: { readonly id: string; readonly width: number; readonly bands: readonly SceneBand[] };
  /** Gone since a moment of this window. */
  readonly ghost?: true;
  /** Where two moments are compared: how they differ here. Tone, line and glyph say it too. */
  readonly change?: ChangeMark;
  /** 1 = the worst of the picture; only those whose numbers must be readable at any zoom have one. */
  readonly rank?: number;
  /** Higher keeps its label longer (sick, selected, busy first). */
  readonly priority: number;
  readonly selected: boolean;
  readonly faded: boolean;
  /** Matches what is looked for. */
  readonly found?: true;
}

/**
 * A note on the picture: a numbered marker at what it is about, an arrow to it, and its text in a box beside it that covers neither what
 * it is about nor another note. Sizes of text are the painter's, as those of labels.
 */
export interface SceneNote {
  readonly id: string;
  /** Its place in the story, from 1: what the marker says. */
  readonly number: number;
  /** As written in the box: wrapped, at most NOTE_LINES lines of about NOTE_COLUMNS letters, "…" where more follows. */
  readonly lines: readonly string[];
  /** All of it, for titles. */
  readonly text: string;
  /** Something drawn in this scene (a node of it, a ghost too; an edge; a box); absent = the whole picture: it stands at the picture's edge. */
  readonly about?: { readonly kind: 'node' | 'edge' | 'group'; readonly id: string };
  /** From the middle of what it is about (an edge: of its line) to the middle of its box, scene pixels; absent = where there is room. */
  readonly offset?: { readonly x: number; readonly y: number };
  /** Of another moment than the one shown: its number alone, dimmed. */
  readonly aside?: true;
  /** The story stands here. */
  readonly told?: true;
}

/** What hide and focus leave out, counted; `failing` and `degraded` are nodes and edges among them. */
export interface RemovedFromScene {
  readonly nodes: number;
  readonly edges: number;
  readonly failing: number;
  readonly degraded: number;
}

export interface Scene {
  readonly groups: readonly SceneGroup[];
  readonly nodes: readonly SceneNode[];
  readonly edges: readonly SceneEdge[];
  /** In the order of the story; absent means none. */
  readonly notes?: readonly SceneNote[];
  /** Notes about things that are not in this picture; absent means none. */
  readonly notesElsewhere?: number;
  /** Edges left out of the picture because they would drown it (the groups of a sick one carry its glyph and count); absent means none. */
  readonly hiddenEdges?: number;
  /** Absent means that nothing was removed. */
  readonly removed?: RemovedFromScene;
}
