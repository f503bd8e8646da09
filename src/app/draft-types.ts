/** A draft of resources on the map, as the face sees it. */
import type { VerdictDiff } from '../inquiry/what-if/model';

/** In this page alone, never in the link. */
export interface DraftOnMap {
  readonly text: string;
  /** What the view it is written in was opened on; undefined = nothing. */
  readonly of: string | undefined;
  readonly diff: VerdictDiff;
  /** The view it is written in is a line above the map. */
  readonly folded: boolean;
}

export interface DraftActions {
  /** Marks on the map what a draft would change; undefined takes the marks off. Asks nothing. */
  setDraft(draft: DraftOnMap | undefined): void;
}
