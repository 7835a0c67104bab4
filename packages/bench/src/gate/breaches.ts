/** A figure beyond its bound. */
export interface Breach {
  readonly name: string;
  readonly is: number;
  readonly most: number;
}

export function breaches<Name extends string>(
  figures: Readonly<Record<Name, number>>,
  bounds: Readonly<Record<Name, number>>,
): Breach[] {
  const names = Object.keys(bounds) as Name[];
  return names
    .map((name) => ({ name, is: figures[name], most: bounds[name] }))
    .filter(({ is, most }) => !(is <= most));
}
