export { findInstallation, installCommand } from './checker/installation.ts';
export { exploreModel, type Finding, refute } from './explore.ts';
export { models, quickModels } from './models/models.ts';
export { mutants } from './models/mutants.ts';
