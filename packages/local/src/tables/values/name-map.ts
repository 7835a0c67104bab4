/** Values by any name: `__proto__` and `constructor` are names like any other. */
export interface NameMap<Value> {
  [name: string]: Value;
}

/** Of a class with nothing on its prototype: V8 keeps objects without a prototype in a form that is slow to copy and to read. */
class Names<Value> implements NameMap<Value> {
  [name: string]: Value;
}
Reflect.deleteProperty(Names.prototype, 'constructor');
Object.setPrototypeOf(Names.prototype, null);

export function nameMap<Value>(from?: Readonly<NameMap<Value>>): NameMap<Value> {
  return Object.assign(new Names<Value>(), from);
}
