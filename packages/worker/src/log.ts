export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Structured log. Never given a payload, an output or anything else that may be secret. */
export interface Log {
  info(message: string, fields: LogFields): void;
  warn(message: string, fields: LogFields): void;
  error(message: string, fields: LogFields): void;
}
