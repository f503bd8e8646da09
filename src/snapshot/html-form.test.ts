import { describe, expect, test } from 'vitest';
import { htmlForm, looksLikeHtml, snapshotInHtml } from './html-form';

const template =
  '<!doctype html><head><title>Seamark</title></head><body><script type="text/plain" id="seamark-snapshot"></script><script>run()</script></body>';
const bytes = new Uint8Array([31, 139, 8, 0, 60, 47, 115]);

function filled(title = 'shop'): string {
  const made = htmlForm(template, bytes, title);
  if (!made.ok) throw new Error(made.error.message);
  return made.value;
}

describe('the self-contained form', () => {
  test('holds the bytes, which come back as they were', () => {
    expect(snapshotInHtml(filled())).toEqual({ ok: true, value: bytes });
  });

  test('leaves everything else of the viewer as it was: its scripts are allowed by their hashes', () => {
    expect(filled('Seamark').replace('H4sIADwvcw==', '')).toBe(template);
  });

  test('a title is text, whatever it says', () => {
    expect(filled('</title><img src=x onerror=alert(1)> & $& $1')).toContain(
      '<title>&lt;/title&gt;&lt;img src=x onerror=alert(1)&gt; &amp; $&amp; $1</title>',
    );
  });

  test.each([
    ['nothing', ''],
    ['another page', '<!doctype html><title>x</title>'],
    ['a form that is filled already', filled()],
  ])('is not made of %s', (_, text) => {
    expect(htmlForm(text, bytes, 'x')).toMatchObject({ ok: false, error: { code: 'snapshot-viewer-missing' } });
  });

  test.each([
    ['a page of somebody else', '<!doctype html><p>hello', 'snapshot-html-foreign'],
    ['a file that was cut off in its data', filled().slice(0, -45), 'snapshot-html-foreign'],
    ['data with a character changed', filled().replace('H4sI', 'H4s!'), 'snapshot-html-damaged'],
    ['data that are gone', template, 'snapshot-html-damaged'],
    ['a script in place of the data', template.replace('snapshot">', 'snapshot"><b onclick="x()">'), 'snapshot-html-damaged'],
  ])('of %s nothing is read, and a sentence says so', (_, html, code) => {
    expect(snapshotInHtml(html)).toMatchObject({ ok: false, error: { code } });
  });

  test.each([
    ['retro.html', '', true],
    ['retro', '<!DOCTYPE html>', true],
    ['retro.seamark.json.gz', '\u001f\u008b', false],
    ['bundle.yaml', 'kind: List', false],
  ])('%s with %j is a page: %s', (name, text, is) => {
    expect(looksLikeHtml(name, new TextEncoder().encode(text))).toBe(is);
  });
});
