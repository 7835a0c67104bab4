import type { Deployment, Resource } from '../foundation/resources/resource-type.ts';

/** Creating an activity that is there is not an error. */
export async function deployActivity({ name }: Resource, { call }: Deployment): Promise<void> {
  await call('states', 'CreateActivity', { name });
}
