import { FieldUtils, QueryLanguage } from 'aws-cdk-lib/aws-stepfunctions';
import type { IConstruct } from 'constructs';
import { validationError } from '../validation-error.ts';
import type { CallbackTaskProps } from './callback-task-props.ts';
import { plainPayload } from './payload.ts';

/**
 * @throws Error when the task is given what its query language does not know. CDK renders it all the same: a path as
 * plain text, an expression as plain text, and Step Functions passes that on as it is.
 */
export function checkLanguage(scope: IConstruct, props: CallbackTaskProps, language: QueryLanguage): void {
  if (language === QueryLanguage.JSONATA) checkNoPaths(scope, props);
  else checkNoExpressions(scope, props);
}

function checkNoPaths(scope: IConstruct, props: CallbackTaskProps): void {
  const { inputPath, outputPath, resultPath, resultSelector } = props;
  const fields = Object.entries({ inputPath, outputPath, resultPath, resultSelector });
  const given = Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  if (Object.keys(given).length > 0) {
    throw validationError(scope, {
      problem: `${Object.keys(given).join(' and ')} is of JSONPath, and the task speaks JSONata`,
      given,
      remedy:
        'use outputs or assign with JSONata expressions, or CallbackTask.jsonPath in a state machine of JSONPath',
    });
  }
  const paths = FieldUtils.findReferencedPaths({ fields: valuesOf(props) });
  if (paths.length === 0) return;
  throw validationError(scope, {
    problem: 'a JsonPath stands in a task that speaks JSONata, which would pass it on as text',
    given: paths,
    remedy: "write it as an expression: '{% $states.input.orderId %}'",
  });
}

function checkNoExpressions(scope: IConstruct, props: CallbackTaskProps): void {
  const given = props.outputs ?? expressionIn(valuesOf(props));
  if (given === undefined) return;
  throw validationError(scope, {
    problem: 'JSONata stands in a task that speaks JSONPath, which would pass it on as text',
    given,
    remedy:
      'make the task by CallbackTask.jsonata, as needs be in a Map or a Parallel whose state machine speaks JSONata, or write it as a JsonPath',
  });
}

/** What may have paths or expressions in it. */
function valuesOf({ payload, businessKey, item, allowedSources, allowedAccounts }: CallbackTaskProps) {
  return { payload: plainPayload(payload), businessKey, item, allowedSources, allowedAccounts };
}

function expressionIn(value: unknown): string | undefined {
  if (typeof value === 'string') return /^\{%.*%\}$/s.test(value) ? value : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const each of Object.values(value)) {
    const found = expressionIn(each);
    if (found !== undefined) return found;
  }
  return undefined;
}
