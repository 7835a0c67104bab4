import { createRequire } from 'node:module';

type Validate = typeof import('asl-validator');
type AjvClass = new (options: object) => object;

/** asl-validator's own copy of the module that holds Ajv: others may share it. */
interface AjvModule {
  default: AjvClass;
}

interface Loaded {
  readonly validate: Validate;
  readonly ajv: AjvModule;
  /** Stands in for Ajv: see {@link onlyOne}. */
  readonly once: AjvClass;
}

const leaveAsItIs = () => {};

/** A class whose first `new` makes an Ajv, and every other one the same again, which takes no more keywords and formats: it has them. */
const onlyOne = (Ajv: AjvClass): AjvClass => {
  let ready: object | undefined;
  return function Once(options: object) {
    if (ready) return ready;
    const first = new Ajv(options);
    ready = Object.assign(Object.create(first), { addKeyword: leaveAsItIs, addFormat: leaveAsItIs });
    return first;
  } as unknown as AjvClass;
};

let loaded: Loaded | undefined;

/** Loaded with the first definition: it takes longer than the rest of the runtime. */
const load = (): Loaded => {
  const require = createRequire(import.meta.url);
  const ajv = createRequire(require.resolve('asl-validator'))('ajv') as AjvModule;
  loaded ??= { validate: require('asl-validator') as Validate, ajv, once: onlyOne(ajv.default) };
  return loaded;
};

/**
 * What asl-validator finds wrong with a definition; undefined if nothing. It writes into what it is given.
 *
 * It makes an Ajv, and compiles all its schemas, at every call, which takes 100 ms and more: while it runs, and it
 * runs without a pause, it is given the same one each time.
 */
export const languageFaults = (definition: object): string | undefined => {
  const { validate, ajv, once } = load();
  const Ajv = ajv.default;
  ajv.default = once;
  try {
    const result = validate(definition);
    return result.isValid ? undefined : result.errorsText('; ');
  } catch (error) {
    // It expects every state to be an object.
    return `SCHEMA_VALIDATION_FAILED: ${(error as Error).message}`;
  } finally {
    ajv.default = Ajv;
  }
};
