export { contractChanges, contractDocuments, type Documents } from './contract-documents.ts';
export { payloadFor } from './payload-for.ts';
export {
  type PayloadExpression,
  type PayloadTemplate,
  type PayloadTemplateOf,
  payloadIssues,
} from './payload-issues.ts';
