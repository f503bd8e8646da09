/** The outage scenario at a fixed moment, and what fails in it. */
import type { Page } from '@playwright/test';
import { appNode } from './mesh-page';

/** In the minutes in which errors spread (the scenario repeats every hour). */
export const OUTAGE = { scenario: 'outage', end: '2026-03-10T18:45:00Z' };
export const PAYMENTS = appNode('bank', 'payments');
export const FRAUD = appNode('bank', 'fraud');

export const outlineOf = (page: Page) => page.getByRole('navigation', { name: 'Outline' });
