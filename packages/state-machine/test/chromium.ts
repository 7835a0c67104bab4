import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The machine's Chromium; undefined where there is none, and then tests of pages are skipped. */
export const chromiumPath = places.find((path) => path !== undefined && existsSync(path));

/** For the title of a suite that needs it. */
export const chromiumNote =
  chromiumPath === undefined ? ' (skipped: no Chromium here; install it, or set CHROMIUM_PATH)' : '';

export async function openChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('No Chromium on this machine; set CHROMIUM_PATH.');
  // Containers run as root, where Chromium's sandbox cannot; the pages are our own.
  return chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-background-networking'],
  });
}
