import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { expect, it, onTestFinished } from 'vitest';
import { bundledCode } from '../lib/function/function-bundle.ts';

/** A function whose module is `source`, in a folder where the packages of this one are installed, and `packages` too. */
function functionOf(
  source: string,
  {
    packages = {},
    environment = {},
  }: { packages?: Record<string, string>; environment?: Record<string, string> } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'infra-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'node_modules'));
  for (const name of ['axios', 'ioredis', 'jsonwebtoken']) {
    symlinkSync(join(import.meta.dirname, '../node_modules', name), join(folder, 'node_modules', name));
  }
  for (const [name, code] of Object.entries(packages)) {
    mkdirSync(join(folder, 'node_modules', name));
    writeFileSync(join(folder, 'node_modules', name, 'index.js'), code);
  }
  const entry = join(folder, 'worker.lambda.ts');
  writeFileSync(entry, source);
  const stack = new Stack(new App({ outdir: join(folder, 'cdk.out') }), 'Team');
  const define = () =>
    new LambdaFunction(stack, 'Worker', {
      code: bundledCode(stack, { entry, eventStreams: true, environment }),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
    });
  return { stack, define };
}

const handler = 'export const handler = async () => 1;\n';

it('a function that does not bundle fails the synthesis, which says where', () => {
  const { define } = functionOf('export const handler = async ( => 1;\n');
  expect(define).toThrow(/Team\/Worker[\s\S]*worker\.lambda\.ts:1:31: ERROR: Unexpected "=>"/);
});

it('ordinary CommonJS packages load, which require what Node.js has and ask where they are', () => {
  const { define, stack } = functionOf(
    `import axios from 'axios';
     import { Redis } from 'ioredis';
     import jwt from 'jsonwebtoken';
     import { where } from 'asks-where';
     if (jwt.verify(jwt.sign({ ok: 1 }, 'key'), 'key').ok !== 1) throw new Error('no token');
     if (typeof axios.get !== 'function' || typeof Redis !== 'function') throw new Error('no clients');
     if (!where.endsWith('index.mjs')) throw new Error(where);
     ${handler}`,
    { packages: { 'asks-where': "require('node:fs').readdirSync(__dirname); exports.where = __filename;" } },
  );
  expect(define).not.toThrow();
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
});

it('a module may make the names of CommonJS for itself', () => {
  const { define, stack } = functionOf(
    `import { createRequire } from 'node:module';
     import { dirname } from 'node:path';
     import { fileURLToPath } from 'node:url';
     import 'asks-where';
     const require = createRequire(import.meta.url);
     const __filename = fileURLToPath(import.meta.url);
     const __dirname = dirname(__filename);
     if (!require('node:fs').existsSync(__filename) || !__filename.startsWith(__dirname)) throw new Error();
     ${handler}`,
    { packages: { 'asks-where': "require('node:fs').readdirSync(__dirname);" } },
  );
  expect(define).not.toThrow();
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
});

it.each([
  [
    'a native addon beside its code',
    "module.exports = require(require('node:path').join(__dirname, 'build/addon.node'));",
    /because of the package broken: .*addon\.node/,
  ],
  [
    'a module that it does not bring',
    "require(['left', 'pad'].join('-'));",
    /because of the package broken: .*left-pad/,
  ],
  ['what throws when it is loaded', 'null.field;', /because of the package broken: TypeError/],
])('a package with %s fails the synthesis by its name', (_, code, message) => {
  const using = () => functionOf(`import 'broken';\n${handler}`, { packages: { broken: code } }).define;
  expect(using()).toThrow(message);
  expect(using()).toThrow(/given ".*worker\.lambda\.ts\\?"; use a package that needs no native addon/);
});

it('a package that does without an optional one that is not installed loads', () => {
  const code = "try { require('left-pad'); } catch { exports.padded = false; }";
  const { define, stack } = functionOf(`import { padded } from 'broken';\nif (padded) throw 1;\n${handler}`, {
    packages: { broken: code },
  });
  expect(define).not.toThrow();
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
});

it('a package that names modules which are not installed, as an ORM names every driver, loads without them', () => {
  const code =
    "exports.driver = (name) => (name === 'a' ? require('left-pad') : require('@none/driver/promise'));";
  const { define, stack } = functionOf(
    `import { driver } from 'orm';
     try { driver('a'); throw 1; } catch (error) { if (error.code !== 'MODULE_NOT_FOUND') throw error; }
     ${handler}`,
    { packages: { orm: code } },
  );
  expect(define).not.toThrow();
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
});

it('a package that needs a module which is not installed fails the synthesis by both names', () => {
  const packages = { broken: "require('left-pad');" };
  expect(functionOf(`import 'broken';\n${handler}`, { packages }).define).toThrow(
    /because of the package broken: .*left-pad/,
  );
});

it('a package that fails within another fails the synthesis by both names', () => {
  const packages = { outer: "require('inner');", inner: 'null.field;' };
  expect(functionOf(`import 'outer';\n${handler}`, { packages }).define).toThrow(
    /because of the package inner, loaded by outer: TypeError/,
  );
});

it('a module that the own code names and that is not installed fails the synthesis, which says where', () => {
  expect(functionOf(`import 'left-pad';\n${handler}`).define).toThrow(
    /worker\.lambda\.ts:1:7: ERROR: Could not resolve "left-pad"/,
  );
});

it('a package that names its native addon in its code fails the synthesis, which says where', () => {
  const packages = { broken: "module.exports = require('./build/addon.node');" };
  const { define } = functionOf(`import 'broken';\n${handler}`, { packages });
  expect(define).toThrow(/Team\/Worker[\s\S]*node_modules\/broken\/index\.js:1:.*addon\.node/);
});

it('a module without a handler fails the synthesis', () => {
  expect(functionOf('export const handle = 1;\n').define).toThrow(/exports no function called handler/);
});

it('what the own module throws without AWS is a warning, and the environment of the function is there', () => {
  const read = (name: string) =>
    `if (process.env.${name} === undefined) throw new Error('no ${name}');\n${handler}`;
  const given = functionOf(read('TABLE'), { environment: { TABLE: 'orders' } });
  given.define();
  Annotations.fromStack(given.stack).hasNoWarning('*', Match.anyValue());
  const missing = functionOf(read('TABLE'));
  missing.define();
  Annotations.fromStack(missing.stack).hasWarning(
    '*',
    Match.stringLikeRegexp('threw when it was loaded.*no TABLE'),
  );
});

it('a module that reaches for the credentials of the person who synthesizes finds none', () => {
  const { define, stack } = functionOf(
    `if (process.env.AWS_PROFILE ?? process.env.AWS_ACCESS_KEY_ID) throw new Error('found');\n${handler}`,
  );
  process.env.AWS_PROFILE = 'production';
  onTestFinished(() => void delete process.env.AWS_PROFILE);
  define();
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
});
