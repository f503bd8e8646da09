/** Saving and opening snapshots, as the face sees it. */
import type { Problem } from '../lib/problem';
import type { Result } from '../lib/result';
import type { OpenedSnapshot } from '../worker/messages';

/** The bytes alone, or the page that shows them. */
export type SnapshotForm = 'data' | 'html';

export interface SavedFile {
  readonly name: string;
  /** Media type. */
  readonly type: string;
  readonly content: ArrayBuffer | string;
  /** What is not in it, or was changed on the way. */
  readonly problems: readonly Problem[];
}

/** A chosen or dropped file. */
export interface ChosenSnapshot {
  readonly name: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export interface SnapshotActions {
  saveSnapshot(form: SnapshotForm, pseudonyms: boolean): Promise<Result<SavedFile, Problem>>;
  /** Shows the file; one that cannot be read changes nothing. */
  openSnapshot(file: ChosenSnapshot): Promise<Result<OpenedSnapshot, Problem>>;
  /** Back to the sources, as they were looked at before. */
  leaveSnapshot(): void;
}
