// Runs one of the project's commands on a bare machine: installs what is missing, in sight, and starts the command on the project's own
// Node. Plain JavaScript without dependencies, because nothing is installed when it starts and the machine's Node may be an old one.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const stamp = join(root, 'node_modules', '.installed-lockfile');
const [program = '', ...args] = process.argv.slice(2);

/** The demo is the first thing that a stranger runs: it installs half of what the whole project needs. */
const everything = [];
const needed =
  program === 'packages/demo/src/bin/demo.ts'
    ? ['@callback-relay/demo...', '@callback-relay/example-even-odd...']
    : everything;

/** Oldest Node that installs the project: https://github.com/pnpm/pnpm (engines of the pinned pnpm) asks for less, its dependencies for 20. */
const oldestToInstall = [20, 0];
/** Oldest Node that runs TypeScript files as they are: https://nodejs.org/docs/latest-v22.x/api/typescript.html */
const oldestToRun = [22, 18];

function older(version, [major, minor]) {
  const [haveMajor = 0, haveMinor = 0] = version.split('.').map(Number);
  return haveMajor < major || (haveMajor === major && haveMinor < minor);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function lockfileDigest() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex');
}

function installed() {
  const done = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  return done === stampOf(everything) || done === stampOf(needed);
}

function stampOf(projects) {
  return `${lockfileDigest()} ${projects.join(' ')}`;
}

/** pnpm waits 10 s, then a minute for a registry that does not answer; more often and sooner says something meanwhile. */
const retries = ['--fetch-retries=4', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];

/** Reports on stderr, so that what a command prints for programs stays alone on stdout. */
function install() {
  const pnpm = process.env.npm_execpath;
  if (!pnpm) fail('Start this through pnpm, for example: npx -y pnpm@10.34.8 demo');
  const first = !existsSync(join(root, 'node_modules'));
  const size = needed === everything ? 'the project needs: about 700 MB' : 'the demo needs: about 400 MB';
  process.stderr.write(first ? `Installing what ${size} on disk …\n` : 'Installing what is missing …\n');
  rmSync(stamp, { force: true });
  const some = needed.length === 0 ? [] : ['--prod', ...needed.flatMap((project) => ['--filter', project])];
  const done = spawnSync(process.execPath, [pnpm, 'install', '--reporter=append-only', ...retries, ...some], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (done.status !== 0) {
    fail(
      'The installation failed: pnpm says why in the lines above. Is the package registry reachable (npm ping)? Then try again.',
    );
  }
  writeFileSync(stamp, stampOf(needed));
}

/** The Node of the lockfile where its package exists for this platform, otherwise the machine's own. */
function projectNode() {
  const own = ['node', 'node.exe']
    .map((name) => join(root, 'node_modules', `node-${platformName()}-${process.arch}`, 'bin', name))
    .find(existsSync);
  if (own === undefined && older(process.versions.node, oldestToRun)) {
    fail(
      `Callback Relay runs on Node ${oldestToRun.join('.')} or later; this is ${process.version}, and there is no packaged Node for ${process.platform} ${process.arch}. Install Node 24 and try again.`,
    );
  }
  return own ?? process.execPath;
}

function platformName() {
  return process.platform === 'win32' ? 'win' : process.platform;
}

if (older(process.versions.node, oldestToInstall)) {
  fail(`Callback Relay needs Node ${oldestToInstall[0]} or later to install; this is ${process.version}.`);
}
if (!installed()) install();

const node = projectNode();
const command = program.endsWith('.ts')
  ? [node, join(root, program)]
  : [join(root, 'node_modules', '.bin', program)];
const env = {
  // Half a second of each start is the compiling of some hundred files: https://nodejs.org/api/module.html#module-compile-cache
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node-compile'),
  ...process.env,
  PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
};
run(command);

/** Stays until the command has ended, whatever ends it, so that a terminal gets its prompt back last. */
function run([file, ...rest]) {
  const child = spawn(file, [...rest, ...args], { cwd: root, stdio: 'inherit', env });
  child.on('error', (error) => fail(`${program} could not be started: ${error.message}`));
  // A terminal sends Ctrl-C to the command as well; a signal to this process alone has to be passed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
