import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
/** The page's script and style sheet, bundled from their sources and made small. */
export async function bundlePage() {
    const { outputFiles } = await build({
        entryPoints: [fileURLToPath(new URL('../src/page/page.tsx', import.meta.url))],
        bundle: true,
        minify: true,
        format: 'esm',
        target: 'es2024',
        jsx: 'automatic',
        jsxImportSource: 'preact',
        outdir: 'page',
        write: false,
        legalComments: 'none',
    });
    const textOf = (extension) => outputFiles.find(({ path }) => path.endsWith(extension))?.text ?? '';
    return { script: textOf('.js'), styles: textOf('.css') };
}
