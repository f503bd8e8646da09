import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CAUSES } from './causes/index';

const page = readFileSync(new URL('../../../docs/diagnosis.md', import.meta.url), 'utf8');

it('docs/diagnosis.md lists every cause as the program knows it', () => {
  const rows = CAUSES.map(({ name, signs, look }) => `| ${name} | ${signs} | ${look} |`);
  expect(page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| Cause'))).toEqual(rows);
});
