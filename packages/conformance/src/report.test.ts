import { expect, it } from 'vitest';
import type { RequirementReport } from './check-requirements.ts';
import { junit, reportLines, summary } from './report.ts';

const report = (fields: Partial<RequirementReport>): RequirementReport => ({
  id: 'CR-1',
  name: 'one',
  link: 'docs/contract.md#limits',
  status: 'passed',
  expected: 'a <small> output',
  seconds: 1.5,
  ...fields,
});
const failed = report({ id: 'CR-2', status: 'failed', came: 'a "big" & bad\u0001 one' });
const skipped = report({ id: 'CR-3', status: 'skipped', came: 'needs CR-2 one', seconds: 0 });

it('shows a failure with what was expected, what came, and where to read', () => {
  expect(reportLines(report({}))).toBe('pass  CR-1 one (1.5 s)\n');
  expect(
    reportLines(failed)
      .split('\n')
      .map((line) => line.trim().split(/\s+/)[0]),
  ).toEqual(['FAIL', 'expected', 'came', 'read', '']);
});

it('does not show what was skipped, and counts it', () => {
  expect(reportLines(skipped)).toBe('');
  expect(summary([report({}), failed, skipped])).toEqual({ passed: 1, failed: 1, skipped: 1 });
});

it('is well-formed as JUnit XML, whatever came', () => {
  expect(junit([report({}), failed, skipped])).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="Callback Relay conformance" tests="3" failures="1" skipped="1" time="3.0">
  <testcase classname="conformance" name="CR-1 one" time="1.5"/>
  <testcase classname="conformance" name="CR-2 one" time="1.5"><failure message="a &quot;big&quot; &amp; bad one">expected a &lt;small&gt; output; read docs/contract.md#limits</failure></testcase>
  <testcase classname="conformance" name="CR-3 one" time="0"><skipped message="needs CR-2 one"/></testcase>
</testsuite>
`);
});
