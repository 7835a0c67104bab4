import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const module = new URL('./temporary-folder.ts', import.meta.url).href;

function temporaryRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'local-temporary-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

/** A process that makes a folder with a file in it, says which, and lives until its input ends. */
async function startMaker(root: string): Promise<{ child: ChildProcess; folder: string }> {
  const program = `
    import { writeFileSync } from 'node:fs';
    import { temporaryFolder } from '${module}';
    const folder = temporaryFolder();
    writeFileSync(folder + '/index.js', '');
    process.stdout.write(folder);
    process.stdin.resume();`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    env: { ...process.env, TMPDIR: root },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [folder] = await once(child.stdout, 'data');
  return { child, folder: String(folder) };
}

async function end(child: ChildProcess, how: 'killed' | 'ended'): Promise<void> {
  const exit = once(child, 'exit');
  if (how === 'killed') child.kill('SIGKILL');
  else child.stdin?.end();
  await exit;
}

test('a folder is gone with its process', async () => {
  const root = temporaryRoot();
  const { child, folder } = await startMaker(root);
  expect(existsSync(join(folder, 'index.js'))).toBe(true);
  await end(child, 'ended');
  expect(readdirSync(root)).toEqual([]);
});

test('what a killed process left goes once another one makes a folder, and nothing else does', async () => {
  const root = temporaryRoot();
  const running = await startMaker(root);
  const killed = await startMaker(root);
  await end(killed.child, 'killed');
  expect(existsSync(killed.folder)).toBe(true);
  const [, , processIds = '', pid = ''] = basename(killed.folder).split('-');
  const elsewhere = basename(killed.folder).replace(processIds, `${processIds}1`);
  mkdirSync(join(root, elsewhere));
  writeFileSync(join(root, `local-code-${processIds}-${pid}-abcdef`), '');
  symlinkSync(running.folder, join(root, `local-code-${processIds}-${pid}-ghijkl`));
  mkdirSync(join(root, 'local-code'));
  const before = readdirSync(root);
  const next = await startMaker(root);
  expect(new Set(readdirSync(root))).toEqual(
    new Set([...before.filter((name) => name !== basename(killed.folder)), basename(next.folder)]),
  );
  expect(existsSync(join(running.folder, 'index.js'))).toBe(true);
});
