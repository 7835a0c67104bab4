/** A policy asks for what the local runtime can't evaluate: refused when it is loaded, not guessed at later. */
export class UnevaluablePolicy extends Error {
  readonly policy: string;

  constructor(policy: string, statement: string, problem: string) {
    super(`Policy ${policy}, statement ${statement}: ${problem}`);
    this.name = 'UnevaluablePolicy';
    this.policy = policy;
  }
}
