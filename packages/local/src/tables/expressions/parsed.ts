import { kept } from '../../foundation/kept.ts';
import { parseCondition } from './parse-condition.ts';
import { parseUpdate } from './parse-update.ts';
import { parseProjection } from './projection.ts';

export const parsedCondition = kept((text) => parseCondition(text));
export const parsedKeyCondition = kept((text) => parseCondition(text, { redundantParentheses: true }));
export const parsedUpdate = kept(parseUpdate);
export const parsedProjection = kept(parseProjection);
