import { errorMessage } from '../foundation/error-message.ts';
import type { Resolver } from './resolver.ts';
import type { Template } from './template.ts';

export interface Output {
  readonly stack: string;
  readonly name: string;
  readonly value: unknown;
}

/** The outputs of templates, and each one's problem: a value that leads nowhere, or an export that is there already. */
export function readOutputs(
  templates: readonly Template[],
  resolver: Resolver,
  problems: string[],
): readonly Output[] {
  const exports = new Map<string, string>();
  return templates.flatMap((template) =>
    Object.entries(template.Outputs).flatMap(([name, { Value, Condition, Export }]) => {
      try {
        if (Condition !== undefined && resolver.resolve({ Condition }, template) !== true) return [];
        if (Export !== undefined)
          assertNew(String(resolver.resolve(Export.Name, template)), template, exports);
        const value = resolver.resolve(Value, template);
        if (typeof value === 'object')
          throw new Error('The Value field of every Outputs member must evaluate to a String.');
        return [{ stack: template.stack, name, value }];
      } catch (error) {
        problems.push(`the output ${name} of ${template.stack}: ${errorMessage(error)}`);
        return [];
      }
    }),
  );
}

/** An account and region has one export of a name. */
function assertNew(name: string, { stack, environment }: Template, exports: Map<string, string>): void {
  const key = `${environment} ${name}`;
  const other = exports.get(key);
  if (other !== undefined) throw new Error(`Export with name ${name} is already exported by stack ${other}`);
  exports.set(key, stack);
}
