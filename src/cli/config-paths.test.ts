import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { readBundle } from '../istio/sources/read-bundle';
import { cleanUp, temporaryDirectory } from '../testing/web-servers';
import { configFiles } from './config-paths';

afterEach(cleanUp);

const service = (name: string) => `kind: Service\napiVersion: v1\nmetadata: {name: ${name}}\n`;
const noInput = () => new Blob([]).stream();

async function folder(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await temporaryDirectory();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(root, name, '..'), { recursive: true });
    await writeFile(join(root, name), content);
  }
  return root;
}

describe('configFiles', () => {
  it('finds what is read in a folder all the way down, by name, and reads it', async () => {
    const root = await folder({
      'b.yaml': service('b'),
      'a/deep/er.yml': service('a'),
      'c.json': JSON.stringify({ kind: 'Service', apiVersion: 'v1', metadata: { name: 'c' } }),
      'd.yaml.gz': gzipSync(service('d')),
      'readme.md': '# no',
      '.git/x.yaml': service('hidden'),
    });
    const found = await configFiles([root], { standardInput: noInput });
    if (!found.ok) throw new Error(found.error);
    expect(found.value.map(({ name }) => relative(root, name))).toEqual(['a/deep/er.yml', 'b.yaml', 'c.json', 'd.yaml.gz']);
    const { value, problems } = await readBundle(found.value, { pause: () => pause() });
    expect(value.resources.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd']);
    expect(problems).toEqual([]);
  });
  it('reads a named file whatever its name, and standard input', async () => {
    const root = await folder({ 'mesh.txt': service('a') });
    const found = await configFiles([join(root, 'mesh.txt'), '-'], { standardInput: () => new Blob([service('b')]).stream() });
    const { value } = await readBundle(found.ok ? found.value : [], { pause: () => pause() });
    expect(value.resources.map(({ name, origin }) => [name, origin.source.file.split('/').at(-1)])).toEqual([
      ['a', 'mesh.txt'],
      ['b', 'standard input'],
    ]);
  });
  it('follows links, but not in circles, and leaves out links to nothing', async () => {
    const root = await folder({ 'a/x.yaml': service('a') });
    await symlink(root, join(root, 'a', 'circle'));
    await symlink(join(root, 'gone.yaml'), join(root, 'b.yaml'));
    const found = await configFiles([root], { standardInput: noInput });
    expect(found.ok && found.value.map(({ name }) => relative(root, name))).toEqual(['a/x.yaml']);
  });
  it.each([
    [['/nowhere/at/all.yaml'], /There is no file or folder/],
    [[''], /empty/],
    [['-', '-'], /only once/],
  ])('%j is one clear sentence', async (paths, sentence) => {
    expect(await configFiles(paths, { standardInput: noInput })).toEqual({ ok: false, error: expect.stringMatching(sentence) });
  });
  it('says so when a folder has nothing to read', async () => {
    const root = await folder({ 'readme.md': '' });
    expect(await configFiles([root], { standardInput: noInput })).toEqual({
      ok: false,
      error: `${root} has no file that ends in .yaml, .yml, .json or .gz.`,
    });
  });
  it('a file that goes away between finding and reading is a problem, not a crash', async () => {
    const root = await folder({ 'a.yaml': service('a') });
    const found = await configFiles([root], { standardInput: noInput });
    await cleanUp();
    const { problems } = await readBundle(found.ok ? found.value : [], { pause: () => pause() });
    expect(problems.map(({ code }) => code)).toEqual(['unreadable-file']);
  });
});
