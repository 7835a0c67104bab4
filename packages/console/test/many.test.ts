import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { chromiumNote, chromiumPath, openChromium } from '@callback-relay/state-machine/chromium';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage } from './browser.ts';
import { type Example, startExample, synthesizeExample } from './example.ts';

const rows = 10_000;
const hostile = [
  '<script>document.title=1</script>',
  '"><img src=x onerror=document.title=2>',
  "';--",
  '\u202eevil',
  '\u0000\u0007',
  '😀'.repeat(20),
];

/** Ten thousand rows as a requester writes them, but for their tokens. */
async function writeRows({ stage }: Example): Promise<void> {
  const now = stage.now();
  const item = (n: number) => ({
    correlationId: { S: `orders:${String(n).padStart(6, '0')}` },
    state: { S: 'waiting' },
    execution: { S: `orders:${n % 7 === 0 ? (hostile[n % hostile.length] ?? '').replaceAll(':', '') : n}` },
    openedAt: { N: String(now - n * 1000) },
    deadline: { N: String(now + 3_600_000) },
    allowedSources: { SS: [`worker-${n % 5}`] },
    expiresAt: { N: String(Math.ceil(now / 1000) + 86_400) },
    answers: { M: {} },
  });
  for (let from = 0; from < rows; from += 25) {
    const puts = Array.from({ length: 25 }, (_, at) => ({ PutRequest: { Item: item(from + at) } }));
    await stage.clients.dynamodb.send(
      new BatchWriteItemCommand({ RequestItems: { [stage.names.callbacksTable]: puts } }),
    );
  }
}

describe.skipIf(chromiumPath === undefined)(`ten thousand waits${chromiumNote}`, () => {
  let browser: Browser;
  let example: Example;
  let built: ReturnType<typeof synthesizeExample>;

  beforeAll(async () => {
    built = synthesizeExample();
    [browser, example] = await Promise.all([openChromium(), startExample(built.app)]);
    await writeRows(example);
  });
  afterAll(async () => {
    await browser?.close();
    await example?.stop();
    built?.remove();
  });

  it('are listed, of which only those in sight are in the document, and none of their texts is markup', async () => {
    const { page } = await openPage(browser, example.local.endpoint);
    await page.getByText(rows.toLocaleString('en-US')).first().waitFor();
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(rows + 1));
    expect(await page.locator('.grid-body .grid-row').count()).toBeLessThan(60);
    expect(await page.locator('.grid-body img, .grid-body script').count()).toBe(0);
    expect(await page.title()).toBe('Waits · Callback Relay');
  });

  it('are scrolled through to the last, searched and sorted', async () => {
    const { page } = await openPage(browser, example.local.endpoint);
    await page.getByText(rows.toLocaleString('en-US')).first().waitFor();
    const grid = page.getByRole('grid');
    await grid.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.getByText('orders:000000').waitFor();
    await page.getByRole('button', { name: /^Age/ }).click();
    await grid.evaluate((element) => element.scrollTo(0, 0));
    await page.getByText('orders:000000').waitFor();
    await page.getByLabel('Search').fill('004711');
    await page.getByText('orders:004711').waitFor();
    await page.getByLabel('Worker', { exact: true }).selectOption('worker-0');
    await page.getByText(/^0 of /).waitFor();
  });
});
