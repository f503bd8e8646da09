/** What pictures and files that leave the page need of the running app. */

export type ExportTab = 'picture' | 'data' | 'summary' | 'snapshot';

export interface ExportActions {
  /** The fingerprint of the data on screen (snapshot/data-hash.ts); undefined where it cannot be told. */
  dataHash(): Promise<string | undefined>;
}
