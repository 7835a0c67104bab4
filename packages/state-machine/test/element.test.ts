import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumNote, chromiumPath, openChromium } from './chromium.ts';
import { everyType } from './fixtures/every-type.ts';
import { entered, exited, failed, history, started } from './history.ts';
import { give, openElementPage } from './page.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const scheduled = { type: 'TaskScheduled' };
const asleep = history(
  started,
  entered('Pass', 'Prepare'),
  exited('Pass', 'Prepare'),
  entered('Task', 'Ask'),
  scheduled,
);

describe.skipIf(chromiumPath === undefined)(`the element in a browser${chromiumNote}`, () => {
  let browser: Browser;
  let page: Page;
  let errors: string[];
  const state = (name: string) => page.locator(`state-machine g[data-state="${name}"]`);
  const button = (name: string) => page.locator(`state-machine [role=button][data-state="${name}"]`);

  beforeAll(async () => {
    browser = await openChromium();
  }, 60_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    ({ page, errors } = await openElementPage(browser));
    await give(page, { definition: JSON.stringify(everyType) });
    return async () => {
      expect(errors).toEqual([]);
      await page.close();
    };
  });

  it('draws every state, dark', async () => {
    expect(await page.locator('state-machine .state').count()).toBe(11);
    expect(await page.locator('state-machine .idle').count()).toBe(11);
  });

  it('lights up as the history grows, and keeps the focus', async () => {
    await button('Prepare').focus();
    await give(page, { history: asleep });
    expect(await state('Ask').getAttribute('class')).toContain('running');
    await give(page, {
      history: [
        ...asleep,
        ...history(started, failed('No'))
          .slice(1)
          .map((event) => ({ ...event, id: 6, previousEventId: 5 })),
      ],
    });
    await give(page, { history: history(started, entered('Pass', 'Prepare'), exited('Pass', 'Prepare')) });
    expect(await state('Ask').getAttribute('class')).toContain('idle');
    expect(
      await page
        .locator('state-machine')
        .evaluate((element) => element.shadowRoot?.activeElement?.getAttribute('data-state')),
    ).toBe('Prepare');
  });

  it('says in words how a state stands', async () => {
    await give(page, { history: asleep });
    expect(await button('Ask').getAttribute('aria-label')).toBe('Ask, Task state, running');
    expect(await page.locator('state-machine [role=status]').textContent()).toBe('Ask, Task state, running');
  });

  it('is walked with the arrow keys and chosen from with Enter', async () => {
    await page.evaluate(() => {
      document.addEventListener('state-select', (event) => {
        document.title = (event as CustomEvent<{ name: string }>).detail.name;
      });
    });
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.title()).toBe('Ask');
    expect(await button('Ask').getAttribute('aria-pressed')).toBe('true');
  });

  it('zooms by key', async () => {
    const width = () => page.locator('state-machine svg').getAttribute('width').then(Number);
    const before = await width();
    await button('Prepare').focus();
    await page.keyboard.press('+');
    expect(await width()).toBeGreaterThan(before);
    await page.keyboard.press('0');
    expect(await width()).toBe(before);
  });

  it('shows names as text, whatever they hold', async () => {
    const name = '<img src=x onerror="document.title=1">\u202e"&\'';
    await give(page, {
      definition: { StartAt: name, States: { [name]: { Type: 'Pass', Comment: '<b>', End: true } } },
    });
    expect(await page.locator('state-machine title').first().textContent()).toContain('<img src=x');
    expect(await page.locator('state-machine img').count()).toBe(0);
  });

  it('says why a definition cannot be drawn, and draws the next one', async () => {
    await give(page, { definition: '{"StartAt":"A","States":{}}' });
    expect(await page.locator('state-machine [role=alert]').textContent()).toContain('has no States');
    await give(page, { definition: everyType });
    expect(await page.locator('state-machine .state').count()).toBe(11);
  });

  it('is chosen from with the mouse', async () => {
    await button('Each item').click({ position: { x: 20, y: 20 } });
    expect(await state('Each item').getAttribute('class')).toContain('selected');
  });

  it.each(['light', 'dark'] as const)(
    'has no serious finding of axe-core in %s colours',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await give(page, { history: asleep });
      await page.addScriptTag({ path: axePath });
      const findings = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: {
            run(): Promise<{ violations: { id: string; impact: string; nodes?: { html: string }[] }[] }>;
          };
        };
        return (await axe.run()).violations.filter(({ impact }) => ['serious', 'critical'].includes(impact));
      });
      expect(findings.map(({ id, nodes }) => [id, nodes?.[0]?.html])).toEqual([]);
    },
  );
});
