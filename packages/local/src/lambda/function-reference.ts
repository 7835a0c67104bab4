/** A function as a request names it: by its name, or by the whole or a part of its ARN. */
export interface FunctionReference {
  readonly name: string;
  /** A version or an alias. */
  readonly qualifier?: string;
  readonly region?: string;
  readonly account?: string;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const FUNCTION_NAME =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?';

const pattern =
  /^(?:arn:aws[a-zA-Z-]*:lambda:)?(?:([a-z]{2}(?:-[a-z]+)+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_.]+)(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;

/** Undefined for what names no function. */
export function readFunctionReference(text: string): FunctionReference | undefined {
  const [, region, account, name, qualifier] = pattern.exec(text) ?? [];
  if (name === undefined) return undefined;
  return {
    name,
    ...(qualifier !== undefined && { qualifier }),
    ...(region !== undefined && { region }),
    ...(account !== undefined && { account }),
  };
}
