import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';

interface AsyncApi {
  readonly channels: Record<string, { messages: Record<string, unknown> }>;
  readonly operations: Record<string, { action: string; messages: { $ref: string }[] }>;
  readonly components: {
    messages: Record<string, { examples: { payload: unknown }[] }>;
    schemas: Record<string, object>;
  };
}

const text = readFileSync(join(import.meta.dirname, '../schema/asyncapi.json'), 'utf8');
const document = JSON.parse(text) as AsyncApi;

describe('the AsyncAPI document', () => {
  it('is AsyncAPI 3, by the schema of its makers', () => {
    const official = createRequire(import.meta.url)(
      '@asyncapi/specs/schemas/3.0.0-without-$id.json',
    ) as object;
    const ajv = new Ajv({ strict: false });
    addFormats.default(ajv);
    const accepts = ajv.compile(official);
    expect(accepts(document), JSON.stringify(accepts.errors?.slice(0, 3))).toBe(true);
  });

  it('has no reference that leads nowhere', () => {
    const references = [...text.matchAll(/"\$ref": "#\/([^"]+)"/g)].map(([, path = '']) => path);
    expect(references.length).toBeGreaterThan(10);
    for (const path of references) {
      const target = path
        .split('/')
        .reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], document);
      expect(target, path).toBeDefined();
    }
  });

  it('lets a worker receive requests and notices, and send the three results', () => {
    const messages = (operation: string) =>
      document.operations[operation]?.messages.map(({ $ref }) => $ref.slice($ref.lastIndexOf('/') + 1));
    expect(messages('receiveRequest')).toEqual(['request']);
    expect(messages('sendResult')).toEqual(['callback-succeeded', 'callback-failed', 'callback-heartbeat']);
    expect(messages('receiveNotice')).toEqual(['callback-verdict', 'callback-cancelled']);
  });

  it('gives every object inside a message a name and a place of its own', () => {
    for (const [name, schema] of Object.entries(document.components.schemas)) {
      expect(JSON.stringify((schema as { properties?: object }).properties), name).not.toContain(
        '"properties":',
      );
    }
  });

  it('has examples that its own schemas accept', () => {
    const ajv = new Ajv({ strict: false });
    addFormats.default(ajv);
    for (const [name, message] of Object.entries(document.components.messages)) {
      const schema = document.components.schemas[name];
      expect(schema, name).toBeDefined();
      const inDocument = { ...schema, components: document.components };
      expect(ajv.validate(inDocument, message.examples[0]?.payload), name).toBe(true);
    }
  });
});
