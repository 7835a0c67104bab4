import { isObject, type JsonObject, numberOf } from '../../json.ts';
import type { QueryLanguageName } from '../state.ts';
import { fault, type Place, unsupported, within } from './issue.ts';
import { checkExpressions, checkIntegerOrExpression } from './jsonata-check.ts';
import { checkExpressionField, checkPathField, checkTemplate } from './jsonpath-check.ts';
import { checkEnum, checkInteger, checkOneOf, checkRequired } from './values.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html#map-state-label */
const LONGEST_LABEL = 40;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among those forbidden.
const FORBIDDEN_IN_LABEL = /[\s?*<>{}[\]:;,\\|^~$#%&`"\u0000-\u001f\u007f-\u009f]/u;

const DISTRIBUTED_ONLY = ['ItemReader', 'ItemBatcher', 'ResultWriter'];

const checkLabel = (state: JsonObject, place: Place): void => {
  const { Label } = state;
  if (Label === undefined) return;
  const at = within(place, 'Label');
  if (typeof Label !== 'string' || Label === '')
    fault(at, 'Label must be a non-empty String', 'INVALID_LABEL_NAME');
  else if (Label.length > LONGEST_LABEL)
    fault(at, `Label cannot exceed ${LONGEST_LABEL} characters`, 'INVALID_LABEL_NAME');
  else {
    const found = FORBIDDEN_IN_LABEL.exec(Label)?.[0];
    if (found !== undefined) fault(at, `Label contains invalid character: '${found}'`, 'INVALID_LABEL_NAME');
  }
};

/** The processor's mode; an older Iterator may have one too. */
const checkProcessor = (state: JsonObject, place: Place): void => {
  const name = state.ItemProcessor === undefined ? 'Iterator' : 'ItemProcessor';
  const processor = state[name];
  if (processor === undefined) return;
  const at = within(place, name);
  if (!isObject(processor)) {
    fault(at, 'Expected value of type Object');
    return;
  }
  const { ProcessorConfig: config } = processor;
  if (config === undefined) return;
  const configAt = within(at, 'ProcessorConfig');
  if (!isObject(config)) {
    fault(configAt, 'Expected value of type Object');
    return;
  }
  checkEnum(config, 'Mode', ['INLINE', 'DISTRIBUTED'], configAt);
  checkEnum(config, 'ExecutionType', ['STANDARD', 'EXPRESS'], configAt);
  if (config.Mode === 'DISTRIBUTED') checkRequired(config, ['ExecutionType'], configAt);
};

const checkTolerance = (state: JsonObject, language: QueryLanguageName, place: Place): void => {
  const ranges = { ToleratedFailureCount: [0, 10_000_000], MaxConcurrency: [0, 10_000_000] } as const;
  for (const [name, range] of Object.entries(ranges)) {
    if (language === 'JSONata') checkIntegerOrExpression(state, name, range, place);
    else checkInteger(state, name, range, place);
  }
  const percentage = numberOf(state.ToleratedFailurePercentage);
  if (percentage !== undefined && (percentage < 0 || percentage > 100))
    fault(within(place, 'ToleratedFailurePercentage'), 'Value is not between 0 and 100');
  if (language === 'JSONata')
    checkExpressions(state.ToleratedFailurePercentage, within(place, 'ToleratedFailurePercentage'));
  for (const name of ['ToleratedFailureCount', 'ToleratedFailurePercentage', 'MaxConcurrency']) {
    checkPathField(state, `${name}Path`, place);
    checkOneOf(state, [name, `${name}Path`], place);
  }
};

export const checkMap = (state: JsonObject, language: QueryLanguageName, place: Place): void => {
  checkOneOf(state, ['ItemProcessor', 'Iterator'], place, true);
  checkOneOf(state, ['ItemSelector', 'Parameters'], place);
  checkProcessor(state, place);
  checkLabel(state, place);
  checkTolerance(state, language, place);
  for (const name of DISTRIBUTED_ONLY)
    if (state[name] !== undefined) unsupported(place, `the field ${name} of a Map state`);
  if (language === 'JSONPath') {
    checkExpressionField(state, 'ItemsPath', place);
    checkTemplate(state.ItemSelector, within(place, 'ItemSelector'));
    return;
  }
  for (const name of ['Items', 'ItemSelector']) checkExpressions(state[name], within(place, name));
};
