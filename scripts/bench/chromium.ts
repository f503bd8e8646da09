/** A Chromium for measuring: frames as fast as they can be drawn, nothing in the background. */
import { type Browser, chromium } from '@playwright/test';
import { findBinary } from '../find-binary';

const FLAGS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-frame-rate-limit',
  '--disable-gpu-vsync',
];

export function launchChromium(): Promise<Browser> {
  const executablePath = findBinary('chromium');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ args: [...asRoot, ...FLAGS], ...(executablePath !== undefined && { executablePath }) });
}
