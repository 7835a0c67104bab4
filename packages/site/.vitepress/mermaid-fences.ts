// A fence of Mermaid becomes a picture, as the repository's host draws it.
import type { MarkdownRenderer } from 'vitepress';

export function mermaidFences(md: MarkdownRenderer): void {
  const plain = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const token = tokens[index];
    if (token?.info.trim() === 'mermaid')
      return `<MermaidDiagram code="${encodeURIComponent(token.content)}" />`;
    return plain?.(tokens, index, ...rest) ?? '';
  };
}
