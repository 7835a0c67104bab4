import { runSeed } from '@callback-relay/simulation/browser';
import { chromiumNote, chromiumPath, openChromium } from '@callback-relay/state-machine/chromium';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBuiltSite } from './built-site.ts';

describe.skipIf(chromiumPath === undefined)(
  `the simulation on the built site${chromiumNote}`,
  { timeout: 30_000 },
  () => {
    let site: Awaited<ReturnType<typeof startBuiltSite>>;
    let browser: Awaited<ReturnType<typeof openChromium>>;

    beforeAll(async () => {
      [site, browser] = await Promise.all([startBuiltSite(), openChromium()]);
    }, 300_000);
    afterAll(async () => {
      await browser?.close();
      site?.stop();
    });

    async function open() {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(`${site.url}/docs/simulation`);
      return { page, errors, run: page.getByRole('button', { name: 'Run' }), seed: page.getByLabel('Seed') };
    }

    it('runs a seed as it is run here, and draws its trace', async () => {
      const { page, errors, run, seed } = await open();
      await seed.fill('7');
      await run.click();
      const { entries, verdicts } = await runSeed(7);
      await page.getByText(`Seed 7: every promise held. ${entries.length} steps.`).waitFor();
      expect(await page.locator('.trace circle').count()).toBe(entries.length);
      expect(await page.locator('.trace .fault').count()).toBe(
        entries.filter(({ isFault }) => isFault).length,
      );
      const titles = await page.locator('.trace title').allTextContents();
      expect(titles).toEqual(entries.map(({ who, what }) => `${who}: ${what}`));
      for (const [verdict, count] of Object.entries(verdicts))
        await page.getByRole('row', { name: `${verdict} ${count}` }).waitFor();
      expect(errors).toEqual([]);
      await page.close();
    });

    it('runs it without the faults that are left out', async () => {
      const { page, run, seed } = await open();
      await seed.fill('7');
      for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
      await run.click();
      await page.getByText('Seed 7: every promise held').waitFor();
      expect(await page.locator('.trace .fault').count()).toBe(0);
      await page.close();
    });

    it.each(['abc', '-1', '1.5', '', '1e3'])('says what a seed is when it is given %j', async (given) => {
      const { page, run, seed } = await open();
      await seed.fill(given);
      await run.click();
      await page.getByRole('alert').getByText('A seed is a whole number from 0 to 999999999').waitFor();
      expect(await page.locator('.trace').count()).toBe(0);
      await page.close();
    });
  },
);
