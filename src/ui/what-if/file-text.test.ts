import { describe, expect, it } from 'vitest';
import { type DraftFile, draftOfFiles } from './file-text';

const file = (name: string, text: string): DraftFile => ({ name, arrayBuffer: async () => new TextEncoder().encode(text).buffer });
const broken: DraftFile = { name: 'folder', arrayBuffer: () => Promise.reject(new Error('NotReadableError')) };

describe('files as a draft', () => {
  it('are the text of one, and the documents of several below their names', async () => {
    expect(await draftOfFiles([file('a.yaml', 'kind: A\n')])).toEqual({ ok: true, value: 'kind: A\n' });
    expect(await draftOfFiles([file('a.yaml', 'kind: A'), file('b\n.yaml', 'kind: B\n\n')])).toEqual({
      ok: true,
      value: '# a.yaml\nkind: A\n---\n# b .yaml\nkind: B\n',
    });
  });

  it.each([
    ['nothing', [], /Nothing that can be read/],
    ['a folder', [broken], /folder could not be read/],
    ['an archive', [file('mesh.zip', 'PK\u0000')], /mesh.zip is not text/],
    ['too much', [file('a.yaml', 'x'.repeat(1_000_000)), file('b.yaml', 'x'.repeat(1_000_001))], /More than 2 MB/],
    ['too many', Array.from({ length: 51 }, () => file('a.yaml', '')), /51 files/],
  ] as const)('are refused in a sentence: %s', async (_, files, sentence) => {
    const read = await draftOfFiles(files);
    expect(read.ok ? '' : read.error).toMatch(sentence);
  });
});
