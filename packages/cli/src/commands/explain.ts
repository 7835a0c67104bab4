import { type Explanation, explain } from '@callback-relay/operator';
import type { Context } from '../context.ts';
import { type Paint, plain } from '../output/paint.ts';

export async function runExplain({ stage, print }: Context, target: string): Promise<void> {
  for (const explanation of await explain(stage, target))
    print.result(explanation, describe(explanation, print.paint));
}

function describe({ target, correlationId, cause, also }: Explanation, paint: Paint): string {
  const title =
    correlationId === undefined || correlationId === target ? target : `${correlationId}, of ${target}`;
  return [
    paint('bold', plain(title)),
    `  ${plain(cause.says)} ${paint('dim', `(${cause.code})`)}`,
    ...cause.evidence.map((line) => paint('dim', `    ${plain(line)}`)),
    ...cause.todo.map((line) => `  → ${plain(line)}`),
    ...(also.length === 0 ? [] : [paint('dim', '  Also:')]),
    ...also.map(({ says }) => paint('dim', `    ${plain(says)}`)),
  ].join('\n');
}
