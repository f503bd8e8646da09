/** The scanned files as a graph: who belongs to which layer, who imports whom. */
import { type Import, type ScannedFile, type SourceText, scanSource } from './scan-source';

export interface FileImport extends Import {
  /** The imported file, when it is one of ours. */
  readonly file?: SourceFile;
  /** The package, when it is not; Node's own are `node`. */
  readonly packageName?: string;
}

export interface SourceFile extends ScannedFile {
  /** `mesh` for `src/mesh/…`, `main` for files right under `src`, `e2e`, `mock-server`, `scripts` for those folders. */
  readonly layer: string;
  /** Tests and what only tests use; the rules for running code do not bind them. */
  readonly forTests: boolean;
  readonly resolved: readonly FileImport[];
}

function layerOf(path: string): string {
  const [top = '', second = '', third] = path.split('/');
  if (top !== 'src') return top;
  return third === undefined ? 'main' : second;
}

function joined(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const step of specifier.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.') parts.push(step);
  }
  return parts.join('/');
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node';
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

export function sourceTree(texts: readonly SourceText[]): readonly SourceFile[] {
  const files = new Map<string, SourceFile & { resolved: readonly FileImport[] }>();
  for (const text of texts) {
    const forTests = /\.(test|bench|testing)\.tsx?$/.test(text.path) || text.path.startsWith('src/testing/');
    files.set(text.path, { ...scanSource(text), layer: layerOf(text.path), forTests, resolved: [] });
  }
  for (const file of files.values()) {
    file.resolved = file.imports.map((each) => {
      if (!each.specifier.startsWith('.')) return { ...each, packageName: packageOf(each.specifier) };
      const base = joined(file.path, each.specifier.replace(/\?.*$/, ''));
      const found = [base, `${base}.ts`, `${base}.tsx`, `${base}/index.ts`].map((path) => files.get(path)).find((hit) => hit !== undefined);
      return found === undefined ? each : { ...each, file: found };
    });
  }
  return [...files.values()];
}

/** Every cycle once, as the paths along it; empty when there is none. */
export function importCycles(files: readonly SourceFile[]): readonly string[] {
  const state = new Map<SourceFile, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (file: SourceFile, trail: readonly SourceFile[]): void => {
    if (state.get(file) === 'done') return;
    const path = [...trail, file];
    if (state.get(file) === 'open') {
      cycles.push(
        path
          .slice(path.indexOf(file))
          .map((each) => each.path)
          .join(' → '),
      );
      return;
    }
    state.set(file, 'open');
    for (const { file: next } of file.resolved) if (next !== undefined) visit(next, path);
    state.set(file, 'done');
  };
  for (const file of files) visit(file, []);
  return cycles;
}
