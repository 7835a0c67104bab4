// Writes the page into dist, where the published package finds it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundlePage } from './bundle-page.ts';

const folder = fileURLToPath(new URL('../dist/page/', import.meta.url));
const { script, styles } = await bundlePage();
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}page.js`, script);
writeFileSync(`${folder}page.css`, styles);
