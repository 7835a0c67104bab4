// Holds bundle bytes, calls per callback and bytes of rows to `gate/bounds.ts`: 0 when they are within, 1 when not.
import { bounds } from '../gate/bounds.ts';
import { breaches } from '../gate/breaches.ts';
import { measure } from '../gate/measure.ts';

const figures = await measure();
for (const [name, value] of Object.entries(figures)) {
  process.stdout.write(`${name.padEnd(20)} ${value} of ${bounds[name as keyof typeof bounds]}\n`);
}
for (const { name, is, most } of breaches(figures, bounds)) {
  process.stderr.write(
    `gate: ${name} is ${is}, over its bound of ${most} (packages/bench/src/gate/bounds.ts)\n`,
  );
  process.exitCode = 1;
}
