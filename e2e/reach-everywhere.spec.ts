import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { canvasOf, edgeOf, openMesh, panelOf } from './support/mesh-page';
import { FRAUD, OUTAGE, outlineOf, PAYMENTS } from './support/outage';

interface State {
  readonly name: string;
  readonly show: (page: Page) => Promise<void>;
}

/** On top of each other, each left by what comes next. */
const STATES: readonly State[] = [
  { name: 'the map', show: async () => {} },
  {
    name: 'the map with the focus, a node ringed',
    show: async (page) => {
      await canvasOf(page).focus();
      await page.keyboard.press('Home');
    },
  },
  {
    name: 'the outline',
    show: async (page) => {
      await page.keyboard.press('o');
      await expect(outlineOf(page).getByRole('treeitem').first()).toBeFocused();
      for (const key of ['ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
    },
  },
  {
    name: 'an edge from the outline',
    show: async (page) => {
      await page.keyboard.press('Enter');
      await expect(panelOf(page).getByRole('heading', { level: 2 })).toBeFocused();
    },
  },
  {
    name: 'the palette with everything, with some and with nothing found',
    show: async (page) => {
      await page.keyboard.press('Control+k');
      await expect(page.getByRole('option').first()).toBeVisible();
      await expectAccessible(page, 'the palette');
      await page.keyboard.type('pay');
      await expectAccessible(page, 'the palette, some found');
      await page.keyboard.type('zzzz');
      await expect(page.getByText('Nothing is called so')).toBeVisible();
    },
  },
  {
    name: 'the help',
    show: async (page) => {
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog', { name: 'Keys and commands' })).toBeVisible();
    },
  },
];

for (const [theme, width, height] of [
  ['light', 1280, 800],
  ['dark', 1280, 800],
  ['light', 320, 640],
  ['dark', 320, 256],
] as const) {
  test.describe(`${theme}, ${width} × ${height}`, () => {
    test.use({ colorScheme: theme, viewport: { width, height } });

    test('map, outline, panel, palette and help pass axe, and nothing is wider than the window', async ({ page }) => {
      await openMesh(page, OUTAGE);
      for (const { name, show } of STATES) {
        await show(page);
        await expectAccessible(page, name);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), name).toBe(0);
      }
    });
  });
}

/** Each from a fresh page. */
const OTHERS: readonly {
  readonly name: string;
  readonly search: Readonly<Record<string, string>>;
  readonly show: (page: Page) => Promise<unknown>;
}[] = [
  {
    name: 'the table',
    search: {},
    show: async (page) => {
      await page.keyboard.press('t');
      await expect(page.getByRole('grid')).toBeVisible();
    },
  },
  {
    name: 'the matrix',
    search: { form: 'matrix' },
    show: (page) => expect(page.getByRole('grid', { name: /^Who calls whom/ })).toBeVisible(),
  },
  {
    name: 'a group',
    search: { select: 'group/Kubernetes/bank' },
    show: (page) => expect(panelOf(page).getByRole('heading', { name: 'bank' })).toBeVisible(),
  },
  {
    name: 'a node',
    search: { select: PAYMENTS },
    show: (page) => expect(panelOf(page).getByRole('heading', { name: 'payments' })).toBeVisible(),
  },
  {
    name: 'an expression that cannot be read',
    search: {},
    show: async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type('namespace=bank AND (');
      await page.keyboard.press('Enter');
      await expect(page.locator('[aria-invalid="true"]')).toBeVisible();
    },
  },
  {
    name: 'a find with matches, focused on the sick',
    search: { find: 'NOT healthy' },
    show: (page) => page.keyboard.press('e'),
  },
  {
    name: 'the doctor',
    search: {},
    show: async (page) => {
      await page.keyboard.press('Shift+D');
      await expect(page.getByRole('dialog', { name: 'Telemetry doctor' })).toBeVisible();
    },
  },
];

for (const [theme, width, height] of [
  ['light', 1280, 800],
  ['dark', 320, 640],
] as const) {
  test.describe(`${theme}, ${width} × ${height}`, () => {
    test.use({ colorScheme: theme, viewport: { width, height } });

    for (const { name, search, show } of OTHERS) {
      test(`${name}: passes axe, and the page is not wider than the window`, async ({ page }) => {
        await openMesh(page, { ...OUTAGE, ...search });
        await show(page);
        await expectAccessible(page, name);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      });
    }
  });
}

/** Everything that takes room from the map at once. */
const CROWDED = { span: '2026-03-10T18:00:00Z_2026-03-10T19:00:00Z', compare: '30m', select: PAYMENTS };

for (const [theme, width, height, least] of [
  ['light', 390, 844, 0.4],
  ['dark', 320, 640, 0.2],
  // The page is 640 px high here and scrolls.
  ['light', 320, 256, 0.2],
] as const) {
  test.describe(`${theme}, ${width} × ${height}, crowded`, () => {
    test.use({ colorScheme: theme, viewport: { width, height } });

    test('of panel, timeline and comparison one stands open, the others are a line each, and the map keeps its room', async ({ page }) => {
      await openMesh(page, { ...OUTAGE, ...CROWDED });
      const line = (name: RegExp) => page.getByRole('button', { name });
      const timeline = line(/^Timeline 18:45:00/);
      const compared = line(/^Compared A 18:15 · B 18:45 · \d+ changes?/);
      const head = page.getByRole('slider', { name: 'Play head' });
      const title = panelOf(page).getByRole('heading', { name: 'payments', level: 2 });
      const difference = page.getByRole('button', { name: 'Difference', exact: true });
      const holds = async (what: string, open: Locator) => {
        for (const part of [head, title, difference]) await expect(part).toBeVisible({ visible: part === open });
        const share = () => canvasOf(page).evaluate((map, page) => map.clientHeight / page, Math.max(height, 640));
        await expect.poll(share, `${what}: share of the map in the height`).toBeGreaterThanOrEqual(least);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), what).toBe(0);
        await expectAccessible(page, what);
      };
      await expect(compared).toBeVisible();
      await holds('the panel of what the link selects', title);
      await timeline.focus();
      await page.keyboard.press('Enter');
      await holds('the timeline', head);
      await compared.focus();
      await page.keyboard.press('Enter');
      await holds('the comparison', difference);
      await page.keyboard.press('Enter');
      await expect(difference).toBeHidden();
      await line(/^Selected payments in bank, app, worse/).focus();
      await page.keyboard.press('Enter');
      await expect(title).toBeFocused();
      await holds('the panel again', title);
      expect(await smallTargets(page)).toEqual([]);
    });
  });
}

/** Controls smaller than 24 × 24 px, as WCAG 2.5.8 counts; a field counts with its label, a link within a sentence does not. */
const smallTargets = (page: Page) =>
  page.evaluate(() => {
    const controls = [...document.querySelectorAll('button, input, select, summary, [role="treeitem"], [role="tab"], [role="option"]')];
    return controls
      .filter((control) => control.checkVisibility() && control.closest('.sr-only') === null)
      .map((control) => ({ control, box: (control.closest('label') ?? control).getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24))
      .map(({ control, box }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${control.outerHTML.slice(0, 160)}`);
  });

test('every control is at least 24 px wide and high', async ({ page }) => {
  await openMesh(page, { ...OUTAGE, select: edgeOf(PAYMENTS, FRAUD, 'http') });
  await page.keyboard.press('o');
  await expect(outlineOf(page).getByRole('treeitem').first()).toBeVisible();
  expect(await smallTargets(page)).toEqual([]);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option').first()).toBeVisible();
  expect(await smallTargets(page)).toEqual([]);
});

test('the focus is seen wherever the tab key goes, also where colours are forced', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await openMesh(page, OUTAGE);
  await page.keyboard.press('o');
  await page
    .getByRole('button', { name: 'View and options' })
    .or(page.getByRole('heading', { level: 1 }))
    .first()
    .waitFor();
  for (let stops = 0; stops < 40; stops += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return undefined;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      const covered = top !== null && !element.contains(top) && !top.contains(element) && element.closest('label') !== top.closest('label');
      return { what: element.outerHTML.slice(0, 120), ring: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2, covered };
    });
    if (focus === undefined) continue;
    expect(focus, focus.what).toMatchObject({ ring: true, covered: false });
  }
});

test('motion stops where less of it is wanted', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openMesh(page, OUTAGE);
  await page.keyboard.press('o');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option').first()).toBeVisible();
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const { animationName, transitionDuration } = getComputedStyle(element);
        return animationName !== 'none' || transitionDuration.split(', ').some((duration) => Number.parseFloat(duration) > 0);
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  );
  expect(moving).toEqual([]);
});
