/** Where a resource was read: a document of a file, or an object of a Kubernetes API. */

/** The text of one YAML or JSON document. Values of Secrets are blanked out before it is made. */
export interface SourceDocument {
  /** Path or name of the file, or the address path of a Kubernetes API's object. */
  readonly file: string;
  /** Which document of the file, from 1. */
  readonly document: number;
  /** Line of the file its text starts at, from 1. */
  readonly firstLine: number;
  /** Column of the file its first line starts at, where that is not 1 (an item of a List on one line of JSON). */
  readonly firstColumn?: number;
  readonly text: string;
  /** The object as JSON, where it was read as one: quicker than its text. */
  readonly json?: string;
}

/** A resource inside its document: `path` is "" or where a List holds it ("items[3]"). */
export interface Origin {
  readonly source: SourceDocument;
  readonly path: string;
}

/** Line and column count from 1; the line is the file's. */
export interface Position {
  readonly file: string;
  readonly document: number;
  readonly line: number;
  readonly column: number;
}
