import type { JsonObject } from '../../json.ts';

/** What is wrong with a definition, in the codes of ValidateStateMachineDefinition. */
export interface Issue {
  readonly code: string;
  readonly message: string;
  /** The path of the faulty part, as `/States/A/Next`; null where the fault is nowhere in particular. */
  readonly location: string | null;
}

/** Collects what the checks find. */
export interface Report {
  readonly issues: Issue[];
  /** What AWS would take, and the local runtime does not do. */
  readonly unsupported: Issue[];
}

/** A part of a definition under check: where it is, and where faults go. */
export interface Place {
  readonly at: string;
  readonly report: Report;
}

export const within = (place: Place, name: string | number): Place => ({
  report: place.report,
  at: typeof name === 'number' ? `${place.at}[${name}]` : `${place.at === '/' ? '' : place.at}/${name}`,
});

export const fault = (place: Place, message: string, code = 'SCHEMA_VALIDATION_FAILED'): void =>
  void place.report.issues.push({ code, message, location: place.at });

export const unsupported = (place: Place, what: string): void =>
  void place.report.unsupported.push({
    code: 'SCHEMA_VALIDATION_FAILED',
    message: `${what} is not supported by the local runtime`,
    location: place.at,
  });

/** As AWS prints issues in an error: `CODE: message at path, CODE: …`. */
export const printIssues = (issues: readonly Issue[]): string =>
  issues.map(({ code, message, location }) => `${code}: ${message} at ${location}`).join(', ');

/** As ValidateStateMachineDefinition answers them. */
export const diagnosticOf = ({ code, message, location }: Issue): JsonObject => ({
  code,
  message,
  severity: 'ERROR',
  ...(location === null ? {} : { location }),
});
