// The gate on the page's size: what a browser loads, compressed.
import { gzipSync } from 'node:zlib';
import { html } from '../src/server/html.ts';
import { bundlePage } from './bundle-page.ts';

const most = 60_000;

const { script, styles } = await bundlePage();
const document = html({ token: 'x'.repeat(43), local: true, styles });
const sizes = Object.entries({ script, document }).map(
  ([name, text]) => [name, gzipSync(text, { level: 9 }).byteLength] as const,
);
const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
process.stdout.write(
  `page: ${total} of ${most} bytes, gzip (${sizes.map(([name, bytes]) => `${name} ${bytes}`).join(', ')})\n`,
);
if (total > most) process.exitCode = 1;
