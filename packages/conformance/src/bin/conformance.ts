#!/usr/bin/env node
import { writeFileSync } from 'node:fs';
import { allRequirements } from '../cases/all-requirements.ts';
import type { RequirementReport } from '../check-requirements.ts';
import { type Order, readCommandLine, usage } from '../command-line.ts';
import { conformance } from '../conformance.ts';
import { junit, reportLines, summary } from '../report.ts';
import { linkOf } from '../requirement.ts';

async function main(): Promise<number> {
  let order: Order | 'help' | 'list';
  try {
    order = readCommandLine(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`conformance: ${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  if (order === 'help' || order === 'list') {
    process.stdout.write(order === 'help' ? usage : list());
    return 0;
  }
  try {
    return await run(order);
  } catch (error) {
    process.stderr.write(`conformance: ${order.worker.command.join(' ')}: ${(error as Error).message}\n`);
    return 2;
  }
}

async function run({ worker, payloads, only, junit: junitFile, json }: Order): Promise<number> {
  const onReport = (report: RequirementReport): void => {
    if (!json) process.stdout.write(reportLines(report));
  };
  const { reports, lastLines } = await conformance({ worker, payloads, onReport, ...(only && { only }) });
  const counts = summary(reports);
  const { passed, failed, skipped } = counts;
  if (json) process.stdout.write(`${JSON.stringify({ ...counts, requirements: reports })}\n`);
  else {
    const left = skipped > 0 ? `, ${skipped} skipped because of these` : '';
    process.stdout.write(`\n${passed} passed, ${failed} failed${left}\n`);
  }
  if (junitFile !== undefined) writeFileSync(junitFile, junit(reports));
  if (failed > 0 && lastLines !== '') process.stderr.write(`\nThe worker's last lines:\n${lastLines}\n`);
  return failed === 0 ? 0 : 1;
}

function list(): string {
  return allRequirements
    .map(
      (requirement) =>
        `${requirement.id}  ${requirement.name}: ${requirement.expected} (${linkOf(requirement)})\n`,
    )
    .join('');
}

process.exitCode = await main();
