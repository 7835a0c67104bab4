import { isObject } from '../foundation/is-object.ts';
import { AssemblyError } from './assembly-error.ts';

/**
 * Where a template has null, as JSON Pointers: CloudFormation takes it nowhere. Only the definition of a state machine
 * of SAM's may have it, because SAM makes a text of that.
 */
function nullValues(template: unknown, pointer = ''): string[] {
  if (template === null) return [pointer];
  if (typeof template !== 'object') return [];
  return Object.entries(template).flatMap(([name, member]) =>
    isServerlessMachine(template) && name === 'Properties' && isObject(member)
      ? nullValues({ ...member, Definition: '' }, `${pointer}/${name}`)
      : nullValues(member, `${pointer}/${name}`),
  );
}

function isServerlessMachine(value: object): boolean {
  return 'Type' in value && value.Type === 'AWS::Serverless::StateMachine';
}

/** @throws AssemblyError in CloudFormation's words */
export function refuseNulls(template: object, app: string, file: string): void {
  const problems = nullValues(template).map(
    (pointer) => `${file}: Template format error: [${pointer}] 'null' values are not allowed in templates`,
  );
  if (problems.length > 0) throw new AssemblyError(app, problems);
}
