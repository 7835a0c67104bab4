import { AwsError } from '../foundation/aws-error.ts';

/**
 * What a filter pattern of terms matches: lines that have every term, in any order and in this case; a term in double
 * quotes is taken as it stands (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html).
 * @throws AwsError for patterns over fields, alternatives, exclusions and regular expressions, which are not supported
 */
export function matcherOf(pattern = ''): (message: string) => boolean {
  const terms = termsOf(pattern.trim());
  return (message) => terms.every((term) => message.includes(term));
}

const term = /"((?:[^"\\]|\\.)*)"|(\S+)/g;

function termsOf(pattern: string): string[] {
  return [...pattern.matchAll(term)].map(([, quoted, bare = '']) => {
    if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1');
    if (/^[\w]+$/.test(bare)) return bare;
    throw new AwsError(
      'InvalidParameterException',
      `The filter pattern ${JSON.stringify(pattern)} is not supported by the local runtime: it takes terms, in double quotes where they have other characters than letters, digits and _.`,
    );
  });
}
