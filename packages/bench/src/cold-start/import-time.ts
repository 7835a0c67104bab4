import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

const probe = `
const begun = performance.now();
await import(process.argv[1]);
process.stdout.write(String(performance.now() - begun));
`;

/** Milliseconds that a fresh process takes to import a module, its own start left out. */
export async function importTime(
  path: string,
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const args = ['--input-type=module', '--eval', probe, pathToFileURL(path).href];
  const { stdout } = await run(process.execPath, args, { env: { PATH: process.env.PATH, ...environment } });
  const milliseconds = Number(stdout);
  if (!(milliseconds > 0)) throw new Error(`${path} did not import: ${stdout}`);
  return milliseconds;
}
