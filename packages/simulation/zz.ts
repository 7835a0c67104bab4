import { run } from './src/run.ts';
const [from = 1, n = 1] = process.argv.slice(2).map(Number);
for (let seed = from; seed < from + n; seed++) {
  try { const r = await run(seed); for (const v of r.violations) console.log(seed, v.promise, v.what); }
  catch (e) { console.log(seed, 'REST', (e as Error).message); }
}
