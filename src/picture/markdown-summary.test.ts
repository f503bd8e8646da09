import { describe, expect, it } from 'vitest';
import { buildMesh } from '../mesh/build-mesh';
import { DEFAULT_THRESHOLDS } from '../mesh/health';
import { unitsOf } from '../scene/traffic-units';
import { mesh as notation } from '../testing/mesh-notation';
import { markdownSummary, type SummaryInput } from './markdown-summary';
import { codeText, plainLines, plainText } from './markdown-text';

const FRAME: SummaryInput['frame'] = {
  title: 'Outage of 21 November',
  facts: [
    { name: 'Time', text: '2026-11-21 14:27:00–14:32:00 UTC' },
    { name: 'Source', text: 'production' },
  ],
  notes: [
    { number: 1, text: 'Deploy of ledger\n- not a list\n\n=====', about: 'cart → ledger, 14:31' },
    { number: 2, text: 'Recovered' },
  ],
  imprint: 'Seamark 0.1.0 · data abc',
};

const meshOf = (text: string) => buildMesh(notation(text), { groupBy: 'app', closed: new Set(), thresholds: DEFAULT_THRESHOLDS });
const UNITS = unitsOf(false, undefined);
const summary = (text: string, more: Partial<SummaryInput> = {}) =>
  markdownSummary({ frame: FRAME, mesh: meshOf(text), units: UNITS, ...more });

describe('the summary for a ticket', () => {
  it('says when, from where, what is worst, what was noted, and what made it', () => {
    // 20 % of 10 rps = 2 failed a second beats 5 % of 20 rps = 1; web → cart is well and left out.
    const text = summary(`
      shop/web -> shop/cart 120rps mtls
      shop/cart -> pay/ledger 10rps 20%503/UF plaintext
      shop/cart -> pay/bank 20rps 5%500
    `);
    expect(text).toContain('## Outage of 21 November\n\n- **Time**: 2026-11-21 14:27:00–14:32:00 UTC\n- **Source**: production\n');
    const rows = text.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.map((row) => row.split(' | ').slice(0, 4))).toEqual([
      ['| `shop/cart → pay/ledger`', 'http', '10 rps', '20 %'],
      ['| `shop/cart → pay/bank`', 'http', '20 rps', '5 %'],
    ]);
    expect(rows[0]).toContain('plaintext');
    expect(text).toContain('1. **cart → ledger, 14:31**  \n   Deploy of ledger  \n   \\- not a list  \n   \\=====\n2. Recovered');
    expect(text.endsWith('_Seamark 0.1.0 · data abc_\n')).toBe(true);
  });

  it('says that nothing is sick where nothing is', () => {
    expect(summary('web -> cart 1rps')).toContain('None of 1 edge is failing or degraded.');
  });

  it.each([
    ['https://mesh.example/?end=5', '[Live view](<https://mesh.example/?end=5>)'],
    ['javascript:alert(1)', undefined],
    ['https://mesh.example/?a=<b> c', '[Live view](<https://mesh.example/?a=%3Cb%3E%20c>)'],
  ])('links %s as %s', (link, expected) => {
    const text = summary('web -> cart 1rps', { link });
    if (expected === undefined) expect(text).not.toContain('Live view');
    else expect(text).toContain(expected);
  });
});

describe('names in Markdown', () => {
  it.each([
    ['checkout', '`checkout`'],
    ['a|b', '`a\\|b`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['<img src=x>\n# x', '`<img src=x> # x`'],
  ])('%j is the code %s', (name, expected) => {
    expect(codeText(name)).toBe(expected);
  });

  it.each([
    ['[x](javascript:1)', '\\[x\\](javascript:1)'],
    ['<script>', '\\<script\\>'],
    ['see https://evil.example', 'see https:\\/\\/evil.example'],
    ['WWW.evil.example', 'WWW\\.evil.example'],
    ['@everyone', '\\@\u2060everyone'],
    ['a_b *c* ~d~ #1 &amp; $x$', 'a\\_b \\*c\\* \\~d\\~ \\#1 \\&amp; \\$x\\$'],
  ])('%j is the text %j', (text, expected) => {
    expect(plainText(text)).toBe(expected);
  });

  it('no line of a note begins a list, a rule or a heading', () => {
    expect(plainLines('# a\n1. b\n> c\n---', '')).toBe('\\# a  \n1\\. b  \n\\> c  \n\\---');
  });
});
