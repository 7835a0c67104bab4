import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';

/** A page of the element alone, used as pages of others do. Errors on its console are collected. */
export async function openElementPage(browser: Browser, colorScheme: 'light' | 'dark' = 'light') {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../src/element/define.ts', import.meta.url))],
    bundle: true,
    format: 'iife',
    write: false,
  });
  const page = await browser.newPage({ colorScheme, viewport: { width: 900, height: 900 } });
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  await page.setContent(
    `<!doctype html><html lang="en"><title>State machine</title><style>:root{color-scheme:light dark}body{background:light-dark(#fff,#10141d)}</style><main><state-machine></state-machine></main></html>`,
  );
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
  return { page, errors };
}

/** Sets properties of the element. */
export async function give(page: Page, properties: Record<string, unknown>): Promise<void> {
  await page.evaluate((given) => {
    Object.assign(document.querySelector('state-machine') ?? {}, given);
  }, properties);
}
