#!/usr/bin/env node
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type { Contract } from '../define-contract.ts';
import { contractChanges, contractDocuments, type Documents } from '../documents/contract-documents.ts';
import { readDocuments, writeDocuments } from '../documents/document-folder.ts';
import { isStandardSchema } from '../standard-schema.ts';

const usage = `Usage: callback-relay-contract MODULE [--out FOLDER] [--check]

Writes what a worker's contract says to teams of other languages: a JSON Schema of each message with the worker's own
payload, output, errors and progress, and an AsyncAPI document. MODULE is a file that exports what defineContract made;
each contract goes into FOLDER/NAME.

  --out FOLDER  default: contracts
  --check       write nothing; exit with 1 where FOLDER is not what MODULE says, and name each change that breaks the
                other team
  --json        print one JSON object a line: {"contract", "file"} or {"contract", "finding"}
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string', default: 'contracts' },
      check: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [module] = positionals;
  if (values.help || module === undefined) {
    (values.help ? process.stdout : process.stderr).write(usage);
    return values.help ? 0 : 2;
  }
  const findings = (await contractsIn(module)).flatMap((contract) =>
    values.check ? check(contract, values) : write(contract, values),
  );
  return values.check && findings.length > 0 ? 1 : 0;
}

interface Options {
  readonly out: string;
  readonly json: boolean;
}

/** What breaks the other team, and what is not as the contract says. */
function check(contract: Contract, { out, json }: Options): readonly string[] {
  const folder = join(out, contract.name);
  const was = readDocuments(folder);
  const is = contractDocuments(contract);
  const findings = [...contractChanges(was, contract), ...differences(was, is, folder)];
  for (const finding of findings) report(json, { contract: contract.name, finding });
  return findings;
}

/** Writes the documents, and gives what breaks the other team, as those that were there say. */
function write(contract: Contract, { out, json }: Options): readonly string[] {
  const folder = join(out, contract.name);
  const findings = contractChanges(readDocuments(folder), contract);
  for (const finding of findings) report(json, { contract: contract.name, finding });
  for (const file of writeDocuments(folder, contractDocuments(contract))) {
    report(json, { contract: contract.name, file });
  }
  return findings;
}

async function contractsIn(module: string): Promise<readonly Contract[]> {
  const exported: Record<string, unknown> = await import(pathToFileURL(resolve(module)).href).catch(
    (thrown: Error) => {
      throw new Error(`${module} cannot be imported: ${thrown.message}`, { cause: thrown });
    },
  );
  const contracts = Object.values(exported).filter(isContract);
  if (contracts.length === 0) {
    const names = Object.keys(exported).join(', ') || 'nothing';
    throw new Error(`${module} exports no contract, but ${names}; export what defineContract returns`);
  }
  return contracts;
}

function isContract(value: unknown): value is Contract {
  if (typeof value !== 'object' || value === null) return false;
  const { name, request, output } = value as Partial<Contract>;
  return typeof name === 'string' && isStandardSchema(request) && isStandardSchema(output);
}

function differences(was: Documents, is: Documents, folder: string): string[] {
  return [...is]
    .filter(([name, text]) => was.get(name) !== text)
    .map(([name]) => `${join(folder, name)} is not what the contract says: write it again without --check`);
}

function report(
  json: boolean,
  line: { readonly contract: string; readonly file?: string; readonly finding?: string },
) {
  const text = json ? JSON.stringify(line) : (line.file ?? `${line.contract}: ${line.finding}`);
  (line.finding === undefined || json ? process.stdout : process.stderr).write(`${text}\n`);
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (thrown: unknown) => {
    process.stderr.write(
      `callback-relay-contract: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`,
    );
    process.exitCode = 2;
  },
);
