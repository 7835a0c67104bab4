import type { openChromium } from '@callback-relay/state-machine/chromium';

type Browser = Awaited<ReturnType<typeof openChromium>>;

/** What one visit of the page took, in milliseconds from the navigation on. */
export interface Visit {
  readonly firstPaint: number;
  /** Until the frame in which the first row is painted. */
  readonly firstRow: number;
  /** Of the tasks while the list is scrolled from its beginning to its end; 0 where none is over 50 ms. */
  readonly longestTask: number;
}

/** Runs in the page, before anything of it does. */
const watch = `
  globalThis.longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'longtask', buffered: true });
  globalThis.frameWith = async (isThere) => {
    while (!isThere()) await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    return performance.now();
  };
  globalThis.firstRow = frameWith(() => document.querySelector('.grid-body .grid-row') !== null);
`;

const scroll = `(async () => {
  longTasks.length = 0;
  const grid = document.querySelector('.grid');
  for (let step = 0; step <= 200; step++) {
    grid.scrollTo(0, (grid.scrollHeight * step) / 200);
    await new Promise(requestAnimationFrame);
  }
  return Math.max(0, ...longTasks);
})()`;

/** Opens the page in a context of its own, with nothing of an earlier visit. */
export async function visit(browser: Browser, url: string, rows: number): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(watch);
    await page.goto(url);
    const numberOf = async (expression: string) => (await page.evaluate(expression)) as number;
    const firstRow = await numberOf('firstRow');
    await numberOf(`frameWith(() => document.querySelector('.grid').ariaRowCount === '${rows + 1}')`);
    const firstPaint = await numberOf("performance.getEntriesByName('first-paint')[0].startTime");
    return { firstPaint, firstRow, longestTask: await numberOf(scroll) };
  } finally {
    await context.close();
  }
}
