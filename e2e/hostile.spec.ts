import { expect, type Page, test } from '@playwright/test';
import { answerWith, call } from './support/answers';
import { canvasOf, drawn, openMesh, panelOf } from './support/mesh-page';
import { watchForForeign } from './support/spotless';

const REQUESTS = /istio_requests_total\b(?!.*count_over_time)/s;

const SCRIPTS = [
  '<img src=x onerror="window.hacked=1">',
  '<script>window.hacked=1</script>',
  '"><svg onload=window.hacked=1>',
  'javascript:window.hacked=1',
  '{{constructor.constructor("window.hacked=1")()}}',
  '<a href="https://evil.example/">click</a>',
  "';window.hacked=1;//",
];

const ODD_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  'x'.repeat(10_240),
  '\u202Egnp.exe\u202C',
  'zero\u200Bwidth\u200D\uFEFF',
  'مرحبا بالعالم',
  'e\u0301\u0301\u0301\u0301\u0301\u0301\u0301',
  '👩‍👩‍👧‍👦',
  'a>b/c~d%2F',
  'line\nbreak\ttab',
  '\u0000nul',
];

/** Opens every panel and menu in which a label value can stand. */
async function lookEverywhere(page: Page): Promise<void> {
  const panel = panelOf(page);
  await panel.getByRole('tab', { name: /^Problems/ }).click();
  await panel.getByRole('tab', { name: /^Nodes/ }).click();
  const nodes = panel.getByRole('list').last().getByRole('button');
  const count = Math.min(await nodes.count(), 12);
  for (let index = 0; index < count; index += 1) {
    await nodes.nth(index).click();
    const edge = panel.getByRole('button', { name: /^Edge / }).first();
    if (await edge.isVisible()) {
      await edge.click();
      await expect(panel.getByRole('heading', { name: 'From and to' })).toBeVisible();
    }
    await page.keyboard.press('Escape');
    await panel.getByRole('tab', { name: /^Nodes/ }).click();
  }
  await page.getByRole('button', { name: /^Namespaces/ }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Query costs/ }).click();
  await page.keyboard.press('Escape');
}

test('markup and code in any label stay text: no script, no breach of the policy, no request elsewhere', async ({ page, baseURL }) => {
  const nothingForeign = await watchForForeign(page, baseURL ?? '');
  const samples = SCRIPTS.map((text) => ({
    labels: Object.fromEntries(Object.keys(call('a', 'b')).map((name) => [name, name === 'reporter' ? 'source' : text])),
    value: 3,
  }));
  const mixed = SCRIPTS.map((text, index) => ({
    labels: call(text, `target-${index}`, { response_code: '503', response_flags: text }),
    value: 2,
  }));
  await answerWith(page, [[REQUESTS, [...samples, ...mixed]]]);
  await openMesh(page);
  await expect(page.getByText(SCRIPTS[1] ?? '').first()).toBeAttached();
  await lookEverywhere(page);
  await nothingForeign();
});

test('odd names (absent, __proto__, 10 kB, right to left, zero width) are nodes like others', async ({ page, baseURL }) => {
  const nothingForeign = await watchForForeign(page, baseURL ?? '');
  const absent = { labels: { reporter: 'source' }, value: 1 };
  const samples = ODD_NAMES.flatMap((name, index) => [
    { labels: call(name, `plain-${index}`), value: 1 + index },
    { labels: call(`plain-${index}`, name, { response_code: '500' }), value: 1 },
  ]);
  await answerWith(page, [[REQUESTS, [absent, { labels: {}, value: 1 }, ...samples]]]);
  await openMesh(page);
  const names = ODD_NAMES.filter((name) => name !== '').length;
  const nodes = Number(await canvasOf(page).getAttribute('data-drawn-nodes'));
  expect(nodes).toBeGreaterThanOrEqual(2 * names);
  await panelOf(page)
    .getByRole('tab', { name: /^Nodes/ })
    .click();
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    await expect(panelOf(page).getByText(name, { exact: true })).not.toHaveCount(0);
  }
  // What turns text around or hides in it is never handed to the page as it stands.
  const shown = await page.evaluate(() => document.body.textContent);
  for (const trick of ['\u202E', '\u200B', '\uFEFF']) expect(shown).not.toContain(trick);
  const widest = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(widest).toBe(0);
  await lookEverywhere(page);
  await nothingForeign();
});

test('a row without reporter is counted, not lost', async ({ page }) => {
  await answerWith(page, [
    [
      REQUESTS,
      [
        { labels: {}, value: 1 },
        { labels: call('a', 'b'), value: 1 },
      ],
    ],
  ]);
  await openMesh(page);
  await expect(canvasOf(page)).toHaveAttribute('data-drawn-edges', '1');
  await expect(page.getByRole('button', { name: /Hidden: 1 unplaced row/ })).toBeVisible();
  await panelOf(page)
    .getByRole('tab', { name: /^Problems/ })
    .click();
  await expect(panelOf(page).locator('[data-problem="rows-unplaced"]')).toBeVisible();
});

test('fifty thousand edges are drawn up to a declared limit, with counts, and the page still answers', async ({ page }) => {
  const samples = Array.from({ length: 50_000 }, (_, index) => ({
    labels: call(`caller-${index % 1000}`, `target-${(index * 7 + Math.floor(index / 1000) * 13) % 1000}`),
    value: 1 + (index % 97),
  }));
  await answerWith(page, [[REQUESTS, samples]]);
  await page.goto('/?end=2026-03-10T19:00:00Z&refresh=off&group=workload');
  await expect(canvasOf(page)).toHaveAttribute('data-picture-stage', 'complete', { timeout: 60_000 });
  await expect(canvasOf(page)).toHaveAttribute('data-drawn', 'true', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Open all namespaces' }).click();
  await expect(page.getByRole('contentinfo')).toContainText(/hidden: .*\d+/);
  expect(Number(await canvasOf(page).getAttribute('data-drawn-edges'))).toBeLessThan(50_000);
  await panelOf(page)
    .getByRole('tab', { name: /^Nodes/ })
    .click();
  await panelOf(page).getByRole('searchbox', { name: 'Filter nodes' }).fill('caller-77');
  await panelOf(page)
    .getByRole('button', { name: /caller-77/ })
    .first()
    .click();
  await expect(panelOf(page).getByRole('heading', { name: 'caller-77', exact: true })).toBeVisible();
});

test('a link cannot name an address, and nothing of it reaches another origin', async ({ page, baseURL }) => {
  const nothingForeign = await watchForForeign(page, baseURL ?? '');
  const tricks = {
    source: 'https://evil.example/prometheus',
    select: SCRIPTS[0] ?? '',
    ns: SCRIPTS[1] ?? '',
    open: '__proto__',
    labels: 'rate.__proto__',
  };
  await page.goto(`/?${new URLSearchParams({ ...tricks, window: '5m', end: '2026-03-10T19:00:00Z' })}`);
  await expect(page.locator('[data-problem="source-unknown"]')).toContainText('names a source that is not configured here');
  await expect(canvasOf(page)).toHaveAttribute('data-picture-stage', 'complete');
  await page.goto('/');
  await drawn(page);
  await nothingForeign();
});

test('the page may run no inline script and no eval, and may ask nobody else', async ({ page }) => {
  const response = await page.goto('/');
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self'(;|$)/);
  expect(policy).toMatch(/connect-src 'self'(;|$)/);
  expect(policy).toMatch(/default-src 'none'/);
  const refused = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.hacked = 1';
    document.body.append(script);
    const asked = await fetch('https://evil.example/').then(
      () => 'answered',
      () => 'refused',
    );
    return { inline: Object.hasOwn(window, 'hacked') ? 'ran' : 'refused', asked };
  });
  expect(refused).toEqual({ inline: 'refused', asked: 'refused' });
});
