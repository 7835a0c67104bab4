import { join } from 'node:path';
import type { Contract } from '@callback-relay/contract';
import {
  contractChanges,
  contractDocuments,
  documentChanges,
  readDocuments,
  writeDocuments,
} from '@callback-relay/contract/documents';
import { attachCustomSynthesis } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { validationError } from '../validation-error.ts';

/** The contract of a worker, as the constructs of both teams take it. */
export interface ContractProps<C extends Contract = Contract> {
  /**
   * What the worker and those who ask it agree on: made by `defineContract`. Its documents, JSON Schema and AsyncAPI, are
   * written into `contracts/NAME` of the cloud assembly.
   * @default nothing is known of payload and output
   */
  readonly contract?: C;
  /**
   * A committed folder with the documents that the other team has, as `callback-relay-contract` writes them. The synthesis
   * fails where the contract breaks with them, and names the change and whom it breaks.
   * @default not compared
   */
  readonly contractFolder?: string;
}

/** Writes the documents of a contract when the app is synthesized, and holds it to what the other team has. */
export function attachContract(scope: Construct, { contract, contractFolder }: ContractProps): void {
  if (contract === undefined) return;
  const node = new Construct(scope, 'Contract');
  const documents = contractDocuments(contract);
  node.node.addValidation({
    validate: () => [
      ...(contractFolder === undefined ? [] : changesSince(scope, contract, contractFolder)),
      ...contradictions(scope, contract),
    ],
  });
  contracts.set(node, contract);
  attachCustomSynthesis(node, {
    onSynthesize: ({ outdir }) => {
      writeDocuments(join(outdir, 'contracts', contract.name), documents);
    },
  });
}

const contracts = new WeakMap<Construct, Contract>();

function changesSince(scope: Construct, contract: Contract, folder: string): string[] {
  const before = readDocuments(join(folder, contract.name));
  const remedy = `write it by callback-relay-contract MODULE --out ${folder}, and commit it`;
  if (before.size === 0) {
    const problem = `there is no document of the contract ${contract.name} to compare with`;
    return [validationError(scope, { problem, given: join(folder, contract.name), remedy }).message];
  }
  return contractChanges(before, contract).map(
    (change) =>
      validationError(scope, {
        problem: `the contract ${contract.name} breaks with what the other team has: ${change}`,
        given: folder,
        remedy: `make the change in a way that both ends can live with, or agree on it with that team and ${remedy}`,
      }).message,
  );
}

/** Two contracts of one name in one app, that say different things: one end has another version of the shared file. */
function contradictions(scope: Construct, contract: Contract): string[] {
  const others = scope.node.root.node
    .findAll()
    .flatMap((each) => contracts.get(each as Construct) ?? [])
    .filter((other) => other !== contract && other.name === contract.name);
  return others.slice(0, 1).flatMap((other) =>
    documentChanges(contractDocuments(contract), contractDocuments(other)).map(
      ({ message, path, what }) =>
        validationError(scope, {
          problem: `the app has two contracts ${contract.name} that disagree: in ${message}, ${path} ${what}`,
          given: contract.name,
          remedy: 'let both ends import one contract',
        }).message,
    ),
  );
}
