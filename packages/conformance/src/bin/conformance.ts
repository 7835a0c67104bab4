#!/usr/bin/env node
import { type Order, readCommandLine, usage } from '../command-line.ts';
import { conformance } from '../conformance.ts';
import type { CaseReport } from '../play.ts';
import { reportLines, summary } from '../report.ts';

async function main(): Promise<number> {
  let order: Order | 'help';
  try {
    order = readCommandLine(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`conformance: ${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  if (order === 'help') {
    process.stdout.write(usage);
    return 0;
  }
  const { command, payloads, json } = order;
  const tell = (report: CaseReport): void => {
    if (!json) process.stdout.write(reportLines(report));
  };
  try {
    const { reports, lastLines } = await conformance(command, payloads, tell);
    const { passed, failed } = summary(reports);
    if (json) process.stdout.write(`${JSON.stringify({ passed, failed, cases: reports })}\n`);
    else process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
    if (failed > 0 && lastLines !== '') process.stderr.write(`\nThe worker's last lines:\n${lastLines}\n`);
    return failed === 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`conformance: ${command.join(' ')}: ${(error as Error).message}\n`);
    return 2;
  }
}

process.exitCode = await main();
