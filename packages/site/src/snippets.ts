// Each block of TypeScript in a page is compiled, so that what a reader copies is right. A comment before it may name the file that other blocks
// of the page import it by, `<!-- compiled as orders-stack.ts -->`, or add what the page leaves out:
// <!-- compiled with: declare const alarmTopic: Topic; -->
// "compiled in a stack with" also puts the code into a stack's constructor, where `this` is the stack.

export interface Snippet {
  /** The page, from the repository's folder. */
  readonly page: string;
  /** Line of the page on which the code begins, from 1. */
  readonly line: number;
  /** Name of the file that it is compiled as. */
  readonly file: string;
  /** What is compiled before the code, on one line, so that lines keep their distance. */
  readonly preamble: string;
  readonly inStack: boolean;
  readonly code: string;
}

const FENCE = /^```(ts|typescript)\b/;
const NAME = /^<!-- compiled as ([\w.-]+\.ts) -->$/;
const PREAMBLE = /^<!-- compiled (in a stack )?with: (.*) -->$/;

export function snippetsOf(page: string, markdown: string): Snippet[] {
  const lines = markdown.split('\n');
  const starts = lines.flatMap((text, index) => (FENCE.test(text) ? [index] : []));
  return starts.map((start, number) => {
    const end = lines.findIndex((text, index) => index > start && text.startsWith('```'));
    const before = lines.slice(0, start).findLast((text) => text.trim() !== '') ?? '';
    return {
      page,
      line: start + 2,
      file: NAME.exec(before)?.[1] ?? `snippet-${number + 1}.ts`,
      preamble: PREAMBLE.exec(before)?.[2] ?? '',
      inStack: PREAMBLE.exec(before)?.[1] !== undefined,
      code: lines.slice(start + 1, end).join('\n'),
    };
  });
}

/** The file's text: an empty export makes each snippet a module, so that two may use the same names. */
export function compiledText({ preamble, inStack, code }: Snippet): string {
  if (!inStack) return `${preamble} export {};\n${code}\n`;
  const begin = "import { Stack as S } from 'aws-cdk-lib'; export class Snippet extends S { build() {";
  return `${preamble} ${begin}\n${code}\n} }\n`;
}
