import type { CaseReport } from './play.ts';

/** One case on one line, or three where it failed. */
export function reportLines({ case: name, ok, expected, came, seconds }: CaseReport): string {
  if (ok) return `pass  ${name} (${seconds} s)\n`;
  return `FAIL  ${name} (${seconds} s)\n        expected  ${expected}\n        came      ${came}\n`;
}

export function summary(reports: readonly CaseReport[]): {
  readonly passed: number;
  readonly failed: number;
} {
  const passed = reports.filter(({ ok }) => ok).length;
  return { passed, failed: reports.length - passed };
}
