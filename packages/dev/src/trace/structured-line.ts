/** What a line of a structured logger says. */
export interface StructuredLine {
  /** Undefined for a line without any message. */
  readonly said?: string;
  readonly isProblem: boolean;
  /** Of the relay's line on a result event. */
  readonly verdict?: string;
}

/** Undefined for a line that is not a JSON object. */
export function structuredLine(line: unknown): StructuredLine | undefined {
  if (typeof line !== 'object' || line === null) return undefined;
  const { message, msg, level, verdict: decided } = line as Readonly<Record<string, unknown>>;
  const verdict = typeof decided === 'string' ? decided : undefined;
  const said = [message ?? msg, verdict].filter((part) => typeof part === 'string').join(' ');
  // That Step Functions has a result is what the verdict says.
  const why = verdict === 'delivered' ? undefined : reasonOf(line);
  return {
    ...(said !== '' && { said: why === undefined || said.includes(why) ? said : `${said}: ${why}` }),
    ...(verdict !== undefined && { verdict }),
    isProblem: isProblem(level),
  };
}

/** Under the names that loggers have for it. */
function reasonOf(line: object): string | undefined {
  const { reason, error, err } = line as Readonly<Record<string, unknown>>;
  const given = reason ?? error ?? err;
  if (typeof given === 'string') return given;
  const { name, message } = Object(given) as Readonly<Record<string, unknown>>;
  const parts = [name, message].filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? undefined : parts.join(': ');
}

/** Some loggers write numbers: 40 is a warning. */
function isProblem(level: unknown): boolean {
  return typeof level === 'number' ? level >= 40 : /^(warn|error|fatal|critical)/i.test(String(level));
}
