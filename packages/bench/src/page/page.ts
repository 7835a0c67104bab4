import { join } from 'node:path';
import { chromiumPath, openChromium } from '@callback-relay/state-machine/chromium';
import { stage as stageName } from '../app/names.ts';
import type { Benchmark } from '../benchmark.ts';
import { type Finding, figure } from '../figure.ts';
import { median, spread } from '../statistics.ts';
import { startHost } from '../waiting/host.ts';
import { fill } from '../waits/fill.ts';
import { type Visit, visit } from './visit.ts';

const CALLBACKS = 10_000;
const script = join(import.meta.dirname, 'page-process.ts');

/** How soon the page shows what waits, and whether it scrolls through it. */
export const page: Benchmark = {
  name: 'page',
  says: `milliseconds until the page paints and lists ${CALLBACKS.toLocaleString('en-US')} callbacks, in fresh browser contexts`,
  runs: 12,
  async run(bench) {
    if (chromiumPath === undefined) throw new Error('no Chromium here: install it, or set CHROMIUM_PATH');
    const host = await startHost(await bench.assembly(), script);
    const browser = await openChromium();
    try {
      bench.progress(`opening ${CALLBACKS} callbacks`);
      await fill(host.clientConfig, `callback-relay-${stageName}-callbacks`, CALLBACKS);
      const visits: Visit[] = [];
      for (let run = 0; run < bench.runs; run++) {
        bench.progress(`visit ${run + 1} of ${bench.runs}`);
        visits.push(await visit(browser, host.clientConfig.endpoint, CALLBACKS));
      }
      return findingsOf(visits);
    } finally {
      await browser.close();
      await host.stop();
    }
  },
};

function findingsOf(visits: readonly Visit[]): Finding[] {
  const finding = (name: string, member: keyof Visit, most: number): Finding => {
    const samples = visits.map((each) => each[member]);
    return {
      figure: figure(`page.${name}`, 'ms', median(samples), {
        runs: samples.length,
        spread: spread(samples),
      }),
      target: { of: 'ours', most },
    };
  };
  return [
    finding('first-paint', 'firstPaint', 200),
    finding('first-row', 'firstRow', 500),
    finding('longest-task', 'longestTask', 100),
  ];
}
