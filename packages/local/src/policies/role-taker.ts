import { isObject } from '../foundation/is-object.ts';
import type { PolicyDocument } from '../foundation/resources/policy-document.ts';

/** Services that act under roles here, by what their principals begin with. */
const TAKERS: ReadonlySet<string> = new Set(['events', 'lambda', 'scheduler', 'states']);

/** Whether a trust policy lets anyone take the role but services that do not run here. */
export function isTakenHere(trust: PolicyDocument): boolean {
  return [trust.Statement].flat().some(({ Principal }) => {
    if (!isObject(Principal)) return true;
    const { Service, ...others }: Readonly<Record<string, unknown>> = { ...Principal };
    const services = [Service ?? []].flat().map((service) => String(service).split('.')[0] ?? '');
    return Object.keys(others).length > 0 || services.some((service) => TAKERS.has(service));
  });
}
