interface Verdict {
  readonly ok: boolean;
  /** What a failed check put out. */
  readonly output: string;
}

interface Report {
  readonly check: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly seconds?: number;
  readonly reason?: string;
}

/** Reports each check as it ends, and counts. */
export class Reporter {
  readonly #json: boolean;
  readonly #counts = { passed: 0, failed: 0, skipped: 0 };

  constructor(json: boolean) {
    this.#json = json;
  }

  /** Runs one check and reports the outcome. */
  async check(check: string, verdictOf: () => Promise<Verdict>): Promise<boolean> {
    const begun = performance.now();
    const { ok, output } = await verdictOf();
    const seconds = Number(((performance.now() - begun) / 1000).toFixed(1));
    this.report(
      ok
        ? { check, outcome: 'passed', seconds }
        : { check, outcome: 'failed', seconds, reason: lastLines(output) },
    );
    return ok;
  }

  report(report: Report): void {
    this.#counts[report.outcome]++;
    const mark = { passed: 'ok     ', failed: 'FAILED ', skipped: 'skipped' }[report.outcome];
    const text = `${mark} ${report.check}${report.reason === undefined ? '' : `: ${report.reason}`}`;
    process.stdout.write(`${this.#json ? JSON.stringify(report) : text}\n`);
  }

  /** The exit code. */
  conclude(): number {
    const { passed, failed, skipped } = this.#counts;
    process.stderr.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
    return failed === 0 ? 0 : 1;
  }
}

function lastLines(output: string): string {
  return output.trim().split('\n').slice(-12).join('\n');
}
