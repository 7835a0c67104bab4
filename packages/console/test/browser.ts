import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

export interface OpenedPage {
  readonly page: Page;
  /** Goes to a view by its address. */
  go(hash: string): Promise<void>;
  /** Serious findings of axe-core: rule and element. */
  findings(): Promise<readonly string[]>;
}

/**
 * The page in a context of its own. A test that leaves an error on its console fails, but for those that a browser
 * notes of answers that the test means to fail.
 */
export async function openPage(
  browser: Browser,
  endpoint: string,
  {
    colorScheme = 'light',
    meetsFailures = false,
  }: { colorScheme?: 'light' | 'dark'; meetsFailures?: boolean } = {},
): Promise<OpenedPage> {
  // axe-core is put in from outside, which the page's policy rightly forbids.
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  onTestFinished(async () => {
    await context.close();
    expect(errors.filter((error) => !(meetsFailures && /ERR_|Failed to load/.test(error)))).toEqual([]);
  });
  await page.goto(`${endpoint}/`);
  return {
    page,
    async go(hash) {
      await page.goto(`${endpoint}/#/${hash}`);
    },
    async findings() {
      const session = await context.newCDPSession(page);
      const { readFileSync } = await import('node:fs');
      await session.send('Runtime.evaluate', { expression: readFileSync(axePath, 'utf8') });
      const { result } = await session.send('Runtime.evaluate', {
        expression: `axe.run().then(({ violations }) => JSON.stringify(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ': ' + nodes[0].html)))`,
        awaitPromise: true,
      });
      return JSON.parse(String(result.value)) as string[];
    },
  };
}
