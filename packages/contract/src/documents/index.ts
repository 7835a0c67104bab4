export { contractChanges, contractDocuments, type Documents } from './contract-documents.ts';
export { type PayloadTemplate, type PayloadTemplateOf, payloadIssues } from './payload-issues.ts';
