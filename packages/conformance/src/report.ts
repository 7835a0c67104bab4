import type { RequirementReport } from './check-requirements.ts';

/** One requirement on one line, or more where it failed; nothing where it was skipped: its cause has been named. */
export function reportLines({ id, name, status, link, expected, came, seconds }: RequirementReport): string {
  if (status === 'passed') return `pass  ${id} ${name} (${seconds} s)\n`;
  if (status === 'skipped') return '';
  return `FAIL  ${id} ${name} (${seconds} s)\n        expected  ${expected}\n        came      ${came}\n        read      ${link}\n`;
}

export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export function summary(reports: readonly RequirementReport[]): Summary {
  const count = (status: RequirementReport['status']) =>
    reports.filter((report) => report.status === status).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

/** The reports as JUnit XML, which CI systems show. */
export function junit(reports: readonly RequirementReport[]): string {
  const { failed, skipped } = summary(reports);
  const seconds = reports.reduce((sum, report) => sum + report.seconds, 0).toFixed(1);
  const cases = reports.map((report) => {
    const { id, name, status, link, expected, came = '' } = report;
    const opening = `  <testcase classname="conformance" name="${xml(`${id} ${name}`)}" time="${report.seconds}"`;
    if (status === 'passed') return `${opening}/>`;
    const text =
      status === 'skipped'
        ? `<skipped message="${xml(came)}"/>`
        : `<failure message="${xml(came)}">${xml(`expected ${expected}; read ${link}`)}</failure>`;
    return `${opening}>${text}</testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="Callback Relay conformance" tests="${reports.length}" failures="${failed}" skipped="${skipped}" time="${seconds}">`,
    ...cases,
    '</testsuite>',
    '',
  ].join('\n');
}

/** Characters that XML 1.0 does not have are left out. */
function xml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
