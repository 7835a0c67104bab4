import { parse, YAMLParseError } from 'yaml';
import { yamlTags } from './yaml-tags.ts';

/** A line that only closes what was opened in braces or brackets. */
const CLOSING = /^\s*[\]}]/;

/** Enough for whatever a template nests. */
const INDENTED = ' '.repeat(80);

/**
 * YAML as CloudFormation reads it, with the short forms of intrinsic functions written out: what stands in braces or brackets may close
 * further left than what it belongs to, as in templates that AWS publishes (`dynamically-process-data-with-map-state` of
 * https://github.com/aws-samples/step-functions-workflows-collection), which YAML's specification does not allow.
 * @throws YAMLParseError
 */
export function parseYaml(text: string): unknown {
  const lines = text.split('\n');
  for (;;)
    try {
      const value: unknown = parse(lines.join('\n'), { customTags: [...yamlTags], merge: true });
      return value;
    } catch (error) {
      const at = lineOfOutdent(error);
      const line = lines[at];
      if (line === undefined || !CLOSING.test(line) || line.startsWith(INDENTED)) throw error;
      lines[at] = INDENTED + line;
    }
}

/** Counted from 0; -1 for another fault. */
function lineOfOutdent(error: unknown): number {
  if (!(error instanceof YAMLParseError) || error.code !== 'BAD_INDENT') return -1;
  return (error.linePos?.[0].line ?? 0) - 1;
}
