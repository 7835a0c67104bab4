import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumNote, chromiumPath, openChromium } from '@callback-relay/state-machine/chromium';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openPage } from './browser.ts';
import { startExample, synthesizeExample } from './example.ts';

describe.skipIf(chromiumPath === undefined)(`a page that is left open${chromiumNote}`, () => {
  let browser: Browser;
  let built: ReturnType<typeof synthesizeExample>;

  beforeAll(async () => {
    built = synthesizeExample();
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    built?.remove();
  });

  it('says that it lost the runtime, comes back when that does, and answers with the new token', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'callback-relay-data-'));
    const first = await startExample(built.app, { dataDir });
    const { id } = await first.asleep();
    const { page, go } = await openPage(browser, first.local.endpoint, { meetsFailures: true });
    await page.getByRole('row').filter({ hasText: id }).waitFor();
    await first.stop();
    await page.getByText('not connected, trying again').waitFor();
    const second = await startExample(built.app, { dataDir });
    onTestFinished(async () => {
      await second.stop();
      rmSync(dataDir, { recursive: true, force: true });
    });
    await page.getByText('live', { exact: true }).waitFor();
    await go(`callbacks/${encodeURIComponent(id)}`);
    await page.getByRole('button', { name: 'Succeed' }).click();
    await page.getByLabel('Why').fill('after the restart');
    await page.getByRole('dialog').getByRole('button', { name: 'Succeed' }).click();
    await page.getByText('Verdict: delivered.').waitFor();
  });

  it('shows what another data folder holds, once the runtime starts on that', async () => {
    const example = await startExample(built.app);
    const port = Number(new URL(example.local.endpoint).port);
    const { id } = await example.asleep();
    const { page } = await openPage(browser, example.local.endpoint, { meetsFailures: true });
    await page.getByRole('row').filter({ hasText: id }).waitFor();
    await example.stop();
    const other = await startExample(built.app, { port });
    onTestFinished(other.stop);
    await page.getByText('Nothing waits').waitFor();
  });

  it('is one of ten tabs, and each is live', async () => {
    const example = await startExample(built.app);
    onTestFinished(example.stop);
    const pages = await Promise.all(
      Array.from({ length: 10 }, () => openPage(browser, example.local.endpoint)),
    );
    const { id } = await example.asleep();
    await Promise.all(pages.map(({ page }) => page.getByRole('row').filter({ hasText: id }).waitFor()));
    expect(pages).toHaveLength(10);
  });
});
