/** The names by which teams and operators find each other's resources. */
export { namesBy, standardPrefix } from './names-by.ts';
export {
  type NamedKind,
  type NamedResource,
  type NamingScheme,
  type QueueNames,
  type RelayNames,
  standardNaming,
} from './naming-scheme.ts';
