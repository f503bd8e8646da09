/** WCAG 2.2 AA and what axe calls good practice, on what is on the screen now; the message names rule and element. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Colours on their way from one theme to the other are nobody's: waits until they have arrived. What turns for ever does not count. */
async function colours(): Promise<void> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await frame();
  const ending = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
  await Promise.all(ending.map(({ finished }) => finished.catch(() => undefined)));
}

/** Menus, lists of suggestions and dialogs are hung at the end of the page by design: outside its landmarks. */
const NOT_ASKED = ['region'];

export async function expectAccessible(page: Page, state: string): Promise<void> {
  await page.evaluate(colours);
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).disableRules(NOT_ASKED).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  expect(found, state).toEqual([]);
}
