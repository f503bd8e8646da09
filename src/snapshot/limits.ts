/** What a snapshot's file may hold, so that a hostile one costs no more than a large one. docs/snapshot.md names them. */
export const SNAPSHOT_LIMITS = {
  /** Of the file. */
  bytes: 64_000_000,
  /** Unpacked; unpacking stops there. */
  inflatedBytes: 256_000_000,
  /** Brackets within each other. */
  depth: 100,
  /** Rows of all tables and values of all series together. */
  values: 12_000_000,
} as const;
