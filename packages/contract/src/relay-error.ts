import { type Code, codes } from './code.ts';

/** The one error class of Callback Relay. `code` is for programs, the message for people. */
export class RelayError extends Error {
  readonly code: Code;

  constructor(code: Code, detail?: string, options?: ErrorOptions) {
    super(detail === undefined ? codes[code] : `${codes[code]}: ${detail}`, options);
    // Step Functions matches Retry and Catch on the error's name, so the name carries the code.
    this.name = `CallbackRelay.${pascal(code)}`;
    this.code = code;
  }
}

function pascal(code: Code): string {
  return code.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
