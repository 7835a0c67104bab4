import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const module = join(import.meta.dirname, '../src/boot/compile-sooner.ts');

/** What V8 says of a function that is called three hundred times, each in a turn of its own. */
function trace(before: string): string {
  const script = `
    import { compileSooner } from ${JSON.stringify(module)};
    ${before}
    function sum(left, right) { return left + right; }
    for (let call = 0; call < 300; call += 1) { sum(call, 1); await new Promise(setImmediate); }
  `;
  const args = ['--maglev', '--trace-opt', '--input-type=module', '--eval', script];
  return execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

test('a function that is called as often as those of a few callbacks is compiled well only where that is asked for', () => {
  const compiled = /completed compiling .*JSFunction sum.*MAGLEV/;
  expect(trace('')).not.toMatch(compiled);
  expect(trace('compileSooner();')).toMatch(compiled);
});
