const MOST_DIGITS = 38;

/**
 * What a message attribute of the type Number may hold: a decimal of at most 38 digits, from 10^-128 to 10^126 whatever its sign
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html).
 */
export function isAttributeNumber(text: string): boolean {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text)) return false;
  const digits = text
    .replace(/[eE].*$/, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '');
  const size = Math.abs(Number(text));
  return digits.length <= MOST_DIGITS && (digits === '' || (size >= 1e-128 && size <= 1e126));
}
