/** Everything that fell on the page: files, and the files of folders. */
import { type ChosenFile, holdsResources } from './bundle-files';

export interface Dropped {
  readonly files: readonly File[];
  /** From folders: only what may hold resources. */
  readonly fromFolders: readonly ChosenFile[];
}

/** More files than these in folders are not manifests of a mesh. */
const MOST_FILES = 20_000;
const MOST_DEPTH = 32;

/** Must be called while the event is handled: the browser takes the list away afterwards. */
export function droppedFiles(transfer: DataTransfer): Promise<Dropped> {
  const folders: FileSystemDirectoryEntry[] = [];
  const files: File[] = [];
  for (const item of transfer.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = entry?.isDirectory === true ? null : item.getAsFile();
    if (file !== null) files.push(file);
    else if (entry !== null && isDirectory(entry)) folders.push(entry);
  }
  return walk(folders).then((fromFolders) => ({ files, fromFolders }));
}

const isDirectory = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

async function walk(folders: readonly FileSystemDirectoryEntry[]): Promise<readonly ChosenFile[]> {
  const found: ChosenFile[] = [];
  let level = folders;
  for (let depth = 0; depth < MOST_DEPTH && level.length > 0; depth += 1) {
    const entries = (await Promise.all(level.map(entriesOf))).flat();
    for (const entry of entries) {
      const path = entry.fullPath.replace(/^\//, '');
      if (isFile(entry) && holdsResources(path) && found.length < MOST_FILES) found.push(chosen(entry, path));
    }
    level = entries.filter(isDirectory).filter(({ fullPath }) => holdsResources(`${fullPath}/x.yaml`));
  }
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

const chosen = (entry: FileSystemFileEntry, path: string): ChosenFile => ({
  name: path,
  arrayBuffer: () => new Promise<File>((resolve, reject) => entry.file(resolve, reject)).then((file) => file.arrayBuffer()),
});

/** A folder is read a hundred entries at a time, until there are none; one that cannot be read has none. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<readonly FileSystemEntry[]>((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0 || all.length > MOST_FILES) return all;
    all.push(...some);
  }
}
