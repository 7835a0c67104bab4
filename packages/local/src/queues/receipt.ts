/** A receipt handle: opaque to clients, and carrying the message's ID, so that nothing has to be searched. */
export function mintReceipt(messageId: string, randomId: string): string {
  return Buffer.from(`${messageId}/${randomId}`).toString('base64');
}

/** Undefined for what was never a receipt handle. */
export function messageIdOf(receipt: string): string | undefined {
  return /^([0-9a-f-]{36})\/[0-9a-f-]{36}$/.exec(Buffer.from(receipt, 'base64').toString())?.[1];
}
