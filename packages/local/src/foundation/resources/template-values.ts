import { z } from 'zod';

/**
 * The kinds of values that properties in a template have. CloudFormation takes a number or a truth value for a text, and
 * a text that spells one for the other two, which every type of resource is used to; lists and objects it does not turn
 * into anything else.
 * @param text with its bounds and pattern
 */
export const textOf = (text: z.ZodString) =>
  z.preprocess(
    (value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value),
    text,
  );

export const templateText = textOf(z.string());

/** An integer from one number to another. */
export const integerOf = (from: number, to = Number.MAX_SAFE_INTEGER) =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^[+-]?\d+$/.test(value) ? Number(value) : value),
    z.int().min(from).max(to),
  );

export const templateInteger = integerOf(Number.MIN_SAFE_INTEGER);

/** https://github.com/aws-cloudformation/cfn-lint/blob/main/src/cfnlint/helpers.py has the texts that CloudFormation takes. */
export const templateFlag = z.preprocess(
  (value) =>
    typeof value === 'string' && /^(true|True|TRUE|false|False|FALSE)$/.test(value)
      ? value.toLowerCase() === 'true'
      : value,
  z.boolean(),
);

export const templateTexts = z.array(templateText);
export const templateTextMap = z.record(z.string(), templateText);

/** A JSON document whose members are the service's matter: written out, or as its text. */
export const templateDocument = z.union([z.string(), z.record(z.string(), z.unknown())], {
  error: 'expected an object, or JSON text',
});

/** The document as its text, as operations take it. */
export function documentText(document: z.infer<typeof templateDocument>): string {
  return typeof document === 'string' ? document : JSON.stringify(document);
}
