/** Chosen or dropped files as the worker reads them. A file that cannot be read is passed on empty, so that it is named. */
import type { BundleFile } from '../../worker/messages';

/** The part of the browser's File that is used. */
export interface ChosenFile {
  readonly name: string;
  /** With its folders, where a folder was chosen; "" otherwise. */
  readonly webkitRelativePath?: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

const RESOURCES = /\.(ya?ml|json)(\.gz)?$/i;
/** Folders that hold no manifests, but thousands of files. */
const LEFT_OUT = /(^|\/)(\.git|node_modules|\.terraform|\.svn|\.hg)\//;

/** Whether a file of a folder is worth reading. */
export const holdsResources = (path: string): boolean => RESOURCES.test(path) && !LEFT_OUT.test(path);

export const pathOf = ({ name, webkitRelativePath = '' }: ChosenFile): string => (webkitRelativePath === '' ? name : webkitRelativePath);

export async function bundleFiles(files: readonly ChosenFile[]): Promise<readonly BundleFile[]> {
  return Promise.all(files.map(async (file) => ({ name: pathOf(file), bytes: await file.arrayBuffer().catch(() => new ArrayBuffer(0)) })));
}
