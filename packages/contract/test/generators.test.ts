import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contractDocuments } from '../src/documents/index.ts';
import { payments } from './contracts/payments.ts';

/**
 * Types that other teams' generators make of a worker's own documents. The generators are not of this workspace:
 * `pip install datamodel-code-generator` and `npm install --global quicktype` put them where the tests find them.
 */
const has = (program: string, args: string[]) => spawnSync(program, args).status === 0;
const python = has('datamodel-codegen', ['--version']);
const quicktype = has('quicktype', ['--version']);

const documents = contractDocuments(payments);
const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
addFormats.default(ajv);
const accepts = ajv.compile(JSON.parse(documents.get('callback-succeeded.json') ?? ''));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'generated-'));
  for (const [name, text] of documents) writeFileSync(join(folder, name), text);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** @throws Error with what the program said. */
function run(program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

describe.skipIf(!python)(
  'Python types by datamodel-code-generator (skipped where it is not installed)',
  () => {
    it('have names, and a message that is built with them is one of the contract', {
      timeout: 60_000,
    }, () => {
      run(
        'datamodel-codegen',
        ...['--input', 'callback-succeeded.json', '--input-file-type', 'jsonschema'],
        ...['--output', 'succeeded.py', '--output-model-type', 'typing.TypedDict', '--use-title-as-name'],
      );
      const types = readFileSync(join(folder, 'succeeded.py'), 'utf8');
      expect(types).toMatch(/PaymentsSucceeded\b/);
      expect(types).toMatch(/class PaymentsOutput\(TypedDict/);
      writeFileSync(
        join(folder, 'use.py'),
        `import json
from succeeded import PaymentsOutput, PaymentsSucceededDetail
output = PaymentsOutput(paymentId="p-1", fees={"card": {"value": "0.30"}})
detail = PaymentsSucceededDetail(version="1.0", correlationId="orders:1", output=output)
print(json.dumps({"source": "payments", "detail-type": "Callback Succeeded", "detail": detail}))
`,
      );
      const message: unknown = JSON.parse(run('python3', 'use.py'));
      expect(accepts(message), JSON.stringify(accepts.errors)).toBe(true);
    });
  },
);

describe.skipIf(!quicktype)(
  'TypeScript, Java and Go types by quicktype (skipped where it is not installed)',
  () => {
    it('have names, and a message that is built with them is one of the contract', {
      timeout: 60_000,
    }, () => {
      run(
        'quicktype',
        '--src-lang',
        'schema',
        '--lang',
        'typescript',
        '--top-level',
        'PaymentsSucceeded',
        '-o',
        'succeeded.ts',
        'callback-succeeded.json',
      );
      const types = readFileSync(join(folder, 'succeeded.ts'), 'utf8');
      expect(types).toMatch(/interface PaymentsOutput/);
      writeFileSync(
        join(folder, 'use.ts'),
        `import { Convert } from './succeeded.ts';
const text = JSON.stringify({
  source: 'payments',
  'detail-type': 'Callback Succeeded',
  detail: { version: '1.0', correlationId: 'orders:1', output: { paymentId: 'p-1', fees: {} } },
});
const message = Convert.toPaymentsSucceeded(text);
message.detail.output.paymentId = 'p-2';
console.log(Convert.paymentsSucceededToJson(message));
`,
      );
      const message: unknown = JSON.parse(run(process.execPath, '--experimental-transform-types', 'use.ts'));
      expect(accepts(message), JSON.stringify(accepts.errors)).toBe(true);
    });

    it.each([
      ['java', 'PaymentsOutput.java', /class PaymentsOutput/],
      ['go', 'succeeded.go', /type PaymentsOutput struct/],
    ])('of %s have the same names', { timeout: 60_000 }, (language, file, pattern) => {
      const out = language === 'java' ? join(folder, 'CallbackSucceeded.java') : file;
      run('quicktype', '--src-lang', 'schema', '--lang', language, '-o', out, 'callback-succeeded.json');
      expect(readFileSync(join(folder, file), 'utf8')).toMatch(pattern);
    });
  },
);
