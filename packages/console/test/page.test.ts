import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromiumNote, chromiumPath, openChromium } from '@callback-relay/state-machine/chromium';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openPage } from './browser.ts';
import { type Example, machine, startExample, synthesizeExample, worker } from './example.ts';

const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>\u202e"\'&';
/** Where the docs have their pictures; written only when asked for, so that a test run changes no file. */
const pictures =
  process.env.PICTURES === undefined
    ? undefined
    : fileURLToPath(new URL('../../../docs/pictures/', import.meta.url));

describe.skipIf(chromiumPath === undefined)(`the page${chromiumNote}`, () => {
  let browser: Browser;
  let example: Example;
  let built: ReturnType<typeof synthesizeExample>;

  beforeAll(async () => {
    built = synthesizeExample();
    [browser, example] = await Promise.all([openChromium(), startExample(built.app)]);
  });
  afterAll(async () => {
    await browser?.close();
    await example?.stop();
    built?.remove();
  });
  const open = (options = {}) => openPage(browser, example.local.endpoint, options);

  it('paints its frame before its script has come', async () => {
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const page = await context.newPage();
    // The script never comes, and the document does not wait for it.
    await page.route('**/console/page.js', () => {});
    await page.goto(`${example.local.endpoint}/`, { waitUntil: 'commit' });
    await page.getByText('Reading what waits').waitFor();
    // As wide as the style sheet has it, which no other request brought.
    expect((await page.locator('nav').boundingBox())?.width).toBe(208);
    expect(await page.locator('link[rel=stylesheet]').count()).toBe(0);
  });

  it('shows a callback the moment that it sleeps, and takes it away when it is answered, without being loaded again', async () => {
    const { page } = await open();
    const { id } = await example.asleep();
    await page.getByRole('row').filter({ hasText: id }).waitFor();
    await example.local.publish({
      source: 'even-odd',
      detailType: 'Callback Succeeded',
      detail: { version: '1.0', correlationId: id, output: 1 },
    });
    await page.getByRole('row').filter({ hasText: id }).waitFor({ state: 'detached' });
  });

  it('starts an execution, finds its callback asleep, answers it with a reason, and sees it SUCCEED: the page alone', async () => {
    const { page, go } = await open();
    await go('executions');
    await page.getByRole('button', { name: 'Start an execution' }).click();
    await page.getByLabel('Input, as JSON').fill('{"number":12}');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByText('running', { exact: true }).first().waitFor();
    await page.getByRole('link', { name: 'callback', exact: true }).click();
    await page.getByText('The worker even-odd is switched off').waitFor();
    await page.getByRole('button', { name: 'Succeed' }).click();
    await page.getByLabel('Output, as JSON').fill('{"by":"hand"}');
    await page.getByLabel('Why').fill('the page alone');
    await page.getByRole('dialog').getByRole('button', { name: 'Succeed' }).click();
    await page.getByText('Verdict: delivered.').waitFor();
    await page.getByText('the page alone').first().waitFor();
    // What is above the link moves it until the explanation has come: a click in that moment would miss it.
    await page.locator('[data-cause=settled]').waitFor();
    await page.getByRole('definition').getByRole('link').click();
    await page.getByText('succeeded', { exact: true }).first().waitFor();
    await page.getByText('"by": "hand"').first().waitFor();
  });

  it('fails a callback with an error and a cause', async () => {
    const { page, go } = await open();
    const { id, executionArn } = await example.asleep();
    await go(`callbacks/${encodeURIComponent(id)}`);
    await page.getByRole('button', { name: 'Fail' }).click();
    await page.getByLabel('Error, which').fill('Declined');
    await page.getByLabel('Cause, for').fill(hostile);
    await page.getByLabel('Why').fill('test');
    await page.getByRole('dialog').getByRole('button', { name: 'Fail' }).click();
    await page.getByText('Verdict: delivered.').waitFor();
    await go(`execution/${encodeURIComponent(executionArn)}`);
    await page.getByText(hostile, { exact: false }).first().waitFor();
    expect(await page.title()).toBe('Executions · Callback Relay');
    expect(await page.locator('img').count()).toBe(0);
  });

  it('sends a heartbeat with progress', async () => {
    const { page, go } = await open();
    const { id } = await example.asleep();
    await go(`callbacks/${encodeURIComponent(id)}`);
    await page.getByRole('button', { name: 'Heartbeat' }).click();
    await page.getByLabel('Progress').fill('{"step":"half"}');
    await page.getByLabel('Why').fill('test');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Heartbeat sent.').waitFor();
  });

  it('says what is wrong with an answer, and publishes nothing', async () => {
    const { page, go } = await open({ meetsFailures: true });
    const { id } = await example.asleep();
    await go(`callbacks/${encodeURIComponent(id)}`);
    await page.getByRole('button', { name: 'Succeed' }).click();
    await page.getByLabel('Output, as JSON').fill('yes');
    await page.getByLabel('Why').fill('test');
    await page.getByRole('dialog').getByRole('button', { name: 'Succeed' }).click();
    await page.getByText('The output is not JSON').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('draws the execution lit as it runs, and shows by keyboard what a state got', async () => {
    const { page, go } = await open();
    const { executionArn } = await example.asleep('{"number":4}');
    await go(`execution/${encodeURIComponent(executionArn)}`);
    const state = page.locator('state-machine g.state');
    await page.locator('state-machine g.state.running').waitFor();
    expect(await state.count()).toBe(1);
    await page.locator('state-machine [role=button]').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Input of the state' }).getByText('"number": 4').waitFor();
  });

  it('switches a worker on in the lab, moves the clock, and puts a fault in', async () => {
    const { page, go } = await open();
    await go('lab');
    const { id } = await example.asleep();
    await page.getByRole('button', { name: 'Lose the answer' }).click();
    await page.getByText('its answer is lost').first().waitFor();
    await page.getByRole('checkbox', { name: worker }).click();
    await go('verdicts');
    await page.getByRole('row').filter({ hasText: id }).filter({ hasText: 'delivered' }).first().waitFor();
    await go('lab');
    await page.getByRole('checkbox', { name: worker }).click();
    const before = example.local.now();
    await page.getByRole('button', { name: '+ 10 seconds' }).click();
    await page.getByText('Every timer that is due by then fires.').waitFor();
    expect(example.local.now()).toBeGreaterThanOrEqual(before + 10_000);
  });

  it('searches and filters what waits', async () => {
    const { page, go } = await open();
    const [{ id }] = [await example.asleep(), await example.asleep()];
    await go('waits');
    await page.getByLabel('Search').fill(id.slice(12));
    await page.getByText(/^1 of /).waitFor();
    await page.getByLabel('Search').fill('nothing that waits');
    await page.getByText(/^0 of /).waitFor();
  });

  it('leads from view to view by keyboard', async () => {
    const { page } = await open();
    const { id } = await example.asleep();
    await page.getByRole('row').filter({ hasText: id }).waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Succeed' }).waitFor();
    expect(page.url()).toContain('#/callbacks/even-odd%3A');
  });

  it.each(['light', 'dark'] as const)(
    'has no serious finding of axe-core in any view, in %s colours',
    async (colorScheme) => {
      const { page, go, findings } = await open({ colorScheme });
      const { id, executionArn } = await example.asleep();
      const views: readonly (readonly [string, string, string])[] = [
        ['waits', 'waits', id],
        ['callback', `callbacks/${encodeURIComponent(id)}`, 'may answer until|switched off'],
        ['executions', `executions/${machine}`, 'Start an execution'],
        ['execution', `execution/${encodeURIComponent(executionArn)}`, 'TaskSubmitted'],
        ['verdicts', 'verdicts', 'What it says|No verdicts yet'],
        ['dead-letters', 'dead-letters/callback-relay-dev-results-dead-letters', 'It is empty'],
        ['resources', 'resources/callback-relay-dev-relay', 'Queues'],
        ['lab', 'lab', 'To the next timer'],
      ];
      for (const [name, hash, text] of views) {
        await go(hash);
        await page.getByText(new RegExp(text)).first().waitFor();
        expect([name, await findings()]).toEqual([name, []]);
        if (pictures !== undefined && colorScheme === 'light') {
          mkdirSync(pictures, { recursive: true });
          await page.screenshot({ path: `${pictures}${name}.png` });
        }
      }
    },
  );
});
