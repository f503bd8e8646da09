/** Files → resources and everything wrong with them, in slices, so that a worker stays responsive and can be told to stop. */
import type { Outcome } from '../../lib/outcome';
import type { Problem } from '../../lib/problem';
import { refKey } from '../ref';
import type { ParsedResource, Resource } from '../resources/resource';
import { BUNDLE_LIMITS, type Bundle, type BundleLimits, type BundleProgress, type InputFile, type InputIssue } from './bundle';
import * as issues from './bundle-issues';
import { type DocumentEntry, entriesIn } from './entries-in';
import { fileBytes } from './file-bytes';

export interface BundleOptions {
  /** Lets other work of the thread go first (a macrotask): called after every slice. */
  readonly pause: () => Promise<void>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BundleProgress) => void;
  readonly limits?: Partial<BundleLimits>;
  /** Of namespaced resources without one. */
  readonly defaultNamespace?: string;
}

/** About 50 ms of parsing. */
const SLICE_CHARACTERS = 100_000;
const MOST_PROBLEMS = 50;

/**
 * Reads all files in their order. Never rejects: what cannot be read is an issue, errors among them are problems too. After a cancel the
 * value holds what had been read so far and the problem `bundle-cancelled`.
 */
export async function readBundle(files: readonly InputFile[], options: BundleOptions): Promise<Outcome<Bundle>> {
  const reading = new BundleReading(files, options);
  const finished = await reading.run();
  return reading.outcome(finished);
}

class BundleReading {
  private readonly limits: BundleLimits;
  private readonly resources: Resource[] = [];
  private readonly latest = new Map<string, Resource>();
  private readonly issues: InputIssue[] = [];
  private moreIssues = 0;
  private readonly unread = new Map<string, number>();
  private secretsSkipped = 0;
  private filesDone = 0;
  private documents = 0;
  private bytes = 0;
  private sinceLastPause = 0;

  constructor(
    private readonly files: readonly InputFile[],
    private readonly options: BundleOptions,
  ) {
    this.limits = { ...BUNDLE_LIMITS, ...options.limits };
  }

  /** False when it was cancelled. */
  async run(): Promise<boolean> {
    for (const file of this.files) {
      if (this.options.signal?.aborted) return false;
      if (this.filesDone >= this.limits.files) {
        this.note(issues.tooManyFiles(file.name, this.limits.files));
        return true;
      }
      const { signal } = this.options;
      const read = await fileBytes(file, {
        bytes: this.limits.bytes - this.bytes,
        total: this.limits.bytes,
        ...(signal === undefined ? {} : { signal }),
      });
      if (signal?.aborted) return false;
      if (!read.ok) {
        this.note(read.error);
        if (read.error.code === 'bundle-too-large') return true;
      } else {
        if (!(await this.readFile(file.name, read.value))) return false;
        this.bytes += read.value.length;
      }
      this.filesDone++;
      this.tellProgress(0);
    }
    return true;
  }

  private async readFile(name: string, bytes: Uint8Array): Promise<boolean> {
    const { defaultNamespace = 'default', signal } = this.options;
    let document = 0;
    let within = 0;
    const entries = entriesIn(name, bytes, { documentCharacters: this.limits.documentCharacters, defaultNamespace });
    for (const each of entries) {
      if (each.document !== document) {
        document = each.document;
        this.documents++;
        within = 0;
      }
      this.take(name, each);
      within += each.characters;
      this.sinceLastPause += each.characters + 200;
      if (this.sinceLastPause < SLICE_CHARACTERS) continue;
      this.tellProgress(Math.min(each.startByte + within, each.endByte));
      this.sinceLastPause = 0;
      await this.options.pause();
      if (signal?.aborted) return false;
    }
    return true;
  }

  private take(file: string, { document, entry }: DocumentEntry): void {
    if (entry.what === 'secret') this.secretsSkipped++;
    else if (entry.what === 'fault') this.note(issues.faultIssue({ file, document }, entry.fault));
    else if (entry.parsed.outcome === 'broken') this.note(issues.notKubernetes({ file, document, line: entry.line }, entry.parsed.message));
    else if (entry.parsed.outcome === 'other') {
      const kind = `${entry.parsed.apiVersion} ${entry.parsed.wireKind}`;
      this.unread.set(kind, (this.unread.get(kind) ?? 0) + 1);
    } else this.add(entry.parsed);
  }

  private add({ resource, issues: found }: ParsedResource): void {
    const key = refKey(resource);
    const earlier = this.latest.get(key);
    if (earlier !== undefined) this.note(issues.duplicate(earlier, resource));
    this.latest.set(key, resource);
    this.resources.push(resource);
    // Positions cost a second parse: not for issues that are only counted.
    if (this.issues.length >= this.limits.issues) this.moreIssues += found.length;
    else for (const issue of issues.fieldIssues(resource, found)) this.note(issue);
  }

  private note(issue: InputIssue): void {
    if (this.issues.length < this.limits.issues) this.issues.push(issue);
    else this.moreIssues++;
  }

  private tellProgress(bytesOfFile: number): void {
    const { filesDone, resources } = this;
    this.options.onProgress?.({
      files: this.files.length,
      filesDone,
      bytesDone: this.bytes + bytesOfFile,
      resources: resources.length,
    });
  }

  outcome(finished: boolean): Outcome<Bundle> {
    const { resources, unread, secretsSkipped, documents, bytes } = this;
    const value = { resources, issues: this.issues, unread, secretsSkipped, files: this.filesDone, documents, bytes };
    return { value, problems: this.problems(finished) };
  }

  private problems(finished: boolean): readonly Problem[] {
    if (!finished) return [issues.cancelled()];
    const errors = this.issues.filter(({ severity }) => severity === 'error');
    const left = errors.length - MOST_PROBLEMS + this.moreIssues;
    return [
      ...errors.slice(0, MOST_PROBLEMS).map(issues.issueProblem),
      ...(left > 0 ? [issues.moreIssues(left)] : []),
      ...(this.resources.length === 0 && errors.length === 0 ? [issues.nothingRead(this.documents)] : []),
    ];
  }
}
