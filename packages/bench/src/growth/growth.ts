import type { Bench, Benchmark } from '../benchmark.ts';
import { sampleOpening } from '../cost/sample-opening.ts';
import { type Finding, figure } from '../figure.ts';
import { interleaved, median, spread } from '../statistics.ts';
import { waitingRow } from '../throughput/sample-callbacks.ts';
import { type FilledTable, filledTable } from './filled-table.ts';
import { operations, timedOperations } from './operations.ts';

const sizes = { thousand: 1_000, million: 1_000_000 } as const;
type Size = keyof typeof sizes;
const names: readonly Size[] = ['thousand', 'million'];
/** What a callback costs among a million rows, over what it costs among a thousand. */
const MOST = 1.2;
const WARM_UP = 5;

/** Claiming, closing, cancelling and listing callbacks among ever more rows, waiting, parked and settled. */
export const growth: Benchmark = {
  name: 'growth',
  says: 'a callback among a million rows of the table beside one among a thousand',
  runs: 40,
  async run(bench) {
    const assembly = await bench.assembly();
    const sample = waitingRow(await sampleOpening());
    const tables: Partial<Record<Size, FilledTable>> = {};
    try {
      for (const size of names) {
        bench.progress(`filling a table with ${sizes[size].toLocaleString('en-US')} rows`);
        tables[size] = await filledTable(assembly, sample, sizes[size], (written) =>
          bench.progress(`${written.toLocaleString('en-US')} rows`),
        );
      }
      return await compared(tables as Record<Size, FilledTable>, sample, bench);
    } finally {
      for (const table of Object.values(tables)) await table.close();
    }
  },
};

async function compared(
  tables: Record<Size, FilledTable>,
  sample: ReturnType<typeof waitingRow>,
  { runs, progress }: Bench,
): Promise<Finding[]> {
  let run = 0;
  const timed = (size: Size) => timedOperations(tables[size], sample, String(run++));
  for (let warm = 0; warm < WARM_UP; warm++) for (const size of names) await timed(size);
  progress('claiming, closing and cancelling, in turns');
  const samples = await interleaved(names, runs, timed);
  const findings = operations.map((operation): Finding => {
    const [million, thousand] = (['million', 'thousand'] as const).map((size) =>
      samples[size].map((each) => each[operation]),
    ) as [number[], number[]];
    return {
      figure: figure(`growth.${operation}`, 'ms/callback', median(million), {
        others: { thousand: median(thousand) },
        runs,
        spread: spread(million),
      }),
      target: { of: 'ratio', most: MOST },
    };
  });
  progress('listing what waits');
  const [million, thousand] = [await tables.million.listUnits(), await tables.thousand.listUnits()];
  return [
    ...findings,
    {
      figure: figure('growth.list', 'read units/open callback', million, { others: { thousand } }),
      target: { of: 'ratio', most: MOST },
    },
  ];
}
