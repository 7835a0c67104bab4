export {
  contractChanges,
  contractDocuments,
  type DocumentChange,
  type Documents,
  documentChanges,
} from './contract-documents.ts';
export { readDocuments, writeDocuments } from './document-folder.ts';
export { type MemberPath, outputExpression, outputPath } from './output-path.ts';
export { payloadFor } from './payload-for.ts';
export {
  type PayloadExpression,
  type PayloadTemplate,
  type PayloadTemplateOf,
  payloadIssues,
} from './payload-issues.ts';
