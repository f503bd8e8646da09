/** A page on which nothing foreign may happen: no script of a label, no breach of the content security policy, no request elsewhere. */
import { expect, type Page } from '@playwright/test';

/** Begins to watch; call before the page is opened. The result fails when anything foreign happened since. */
export async function watchForForeign(page: Page, origin: string): Promise<() => Promise<void>> {
  const foreign: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== origin) foreign.push(request.url());
  });
  page.on('websocket', (socket) => foreign.push(socket.url()));
  page.on('dialog', (dialog) => {
    errors.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy/i.test(message.text())) errors.push(message.text());
  });
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.defineProperty(window, 'policyViolations', { value: violations });
    document.addEventListener('securitypolicyviolation', (event) => violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
  });
  return async () => {
    expect(foreign).toEqual([]);
    expect(errors).toEqual([]);
    expect(await page.evaluate(() => (window as unknown as { policyViolations: string[] }).policyViolations)).toEqual([]);
    expect(await page.evaluate(() => Object.hasOwn(window, 'hacked'))).toBe(false);
  };
}
