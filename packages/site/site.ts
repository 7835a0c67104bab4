// `pnpm site`: builds the documentation as a site, or serves it on this machine while it is written.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build, createServer } from 'vitepress';

const usage = `Usage: pnpm site [dev]

Builds the documentation into packages/site/.vitepress/dist. With "dev" it is served on 127.0.0.1 instead, and follows changes.
`;

const { values, positionals } = parseArgs({
  options: { help: { type: 'boolean', short: 'h' } },
  allowPositionals: true,
});
const root = fileURLToPath(new URL('.', import.meta.url));
if (values.help) {
  process.stdout.write(usage);
} else if (positionals.length === 0) {
  await build(root);
} else if (positionals.join(' ') === 'dev') {
  const server = await createServer(root, { host: '127.0.0.1' });
  await server.listen();
  server.printUrls();
} else {
  process.stderr.write(`site: "${positionals.join(' ')}" is none of its words; see pnpm site --help\n`);
  process.exitCode = 2;
}
