// Beside the ES modules in a package's dist, the same as CommonJS in dist/cjs: what apps load that are no ES modules, as
// `cdk init` writes them, and what jest loads. Run in the folder of a package, after tsc, with the files of dist that are only
// ever run, as threads: they stay ES modules, and CommonJS finds them there.
import { cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { transformSync } from 'esbuild';

const from = 'dist';
const to = join('dist', 'cjs');

const run = new Set(process.argv.slice(2));

/** Commands and Lambda entries are run, never imported. */
const isImported = (file: string) => !run.has(file) && !/^cjs\b|\bbin\b|\.lambda\./.test(file);

/** `import.meta.url`: that of the ES module, beside which lie the files that are run. */
const urlOfModule =
  "require('node:url').pathToFileURL(__filename.replace(/([\\\\/]dist)[\\\\/]cjs([\\\\/])/, '$1$2')).href";

rmSync(to, { recursive: true, force: true });
for (const file of globSync('**/*.js', { cwd: from }).filter(isImported)) {
  // Of a file of its own zod has each form under a name of its own.
  const source = readFileSync(join(from, file), 'utf8').replace(/('zod\/v4\/locales\/\w+)\.js'/, "$1.cjs'");
  const { code } = transformSync(source, {
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    // What is loaded on first use is required then: jest runs no dynamic imports.
    supported: { 'dynamic-import': false },
    sourcefile: file,
    define: {
      'import.meta.filename': '__filename',
      'import.meta.dirname': '__dirname',
      'import.meta.url': '__urlOfModule',
    },
    logLevel: 'error',
  });
  if (code.includes('import_meta'))
    throw new Error(`${file} uses of import.meta what CommonJS has no form for`);
  mkdirSync(dirname(join(to, file)), { recursive: true });
  writeFileSync(
    join(to, file),
    code.includes('__urlOfModule') ? `const __urlOfModule = ${urlOfModule};\n${code}` : code,
  );
}
for (const file of globSync('**/*.d.ts', { cwd: from }).filter(isImported)) {
  cpSync(join(from, file), join(to, file));
}
// The nearest manifest says what a .js file is.
writeFileSync(join(to, 'package.json'), '{ "type": "commonjs" }\n');
