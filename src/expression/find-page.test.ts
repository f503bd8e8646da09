import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { HELP } from './help';
import { PRESETS } from './presets';

const page = readFileSync(fileURLToPath(new URL('../../docs/find.md', import.meta.url)), 'utf8');

/** A cell of a table; a bar would end it. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The rows of the table under a heading. */
function rowsUnder(title: string): readonly string[] {
  const [, after = ''] = page.split(`\n## ${title}\n`);
  const [section = ''] = after.split('\n## ');
  return section.split('\n').filter((line) => line.startsWith('| `') || line.startsWith('| … '));
}

it.each(HELP)('docs/find.md says of “$title” what the help says', ({ title, rows }) => {
  expect(rowsUnder(title)).toEqual(
    rows.map(({ write, means, example }) => `| \`${cell(write)}\` | ${cell(means)} | \`${cell(example)}\` |`),
  );
});

it('docs/find.md lists the presets', () => {
  expect(rowsUnder('Presets')).toEqual(PRESETS.map(({ title, expression }) => `| \`${cell(expression)}\` | ${cell(title)} |`));
});
