/** A Chromium that does nothing in the background. */
import { type Browser, chromium } from '@playwright/test';
import { findBinary } from '../find-binary';

const FLAGS = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
/** Frames as fast as they can be drawn: then a frame's interval is its work. */
const UNTHROTTLED = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];

export function launchChromium({ throttled }: { readonly throttled: boolean }): Promise<Browser> {
  const executablePath = findBinary('chromium');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({
    args: [...asRoot, ...FLAGS, ...(throttled ? [] : UNTHROTTLED)],
    ...(executablePath !== undefined && { executablePath }),
  });
}
