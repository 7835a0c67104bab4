export { markNamesIn, type SourceFile, sourcesIn } from './mark-names.ts';
export { marksAreMet } from './marks-are-met.ts';
