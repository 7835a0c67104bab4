import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { afterAll } from 'vitest';

// An app without a folder of its own is synthesized into a temporary one. CDK removes those when the process exits, which
// vitest's workers don't live to see.
afterAll(() => CloudAssembly.cleanupTemporaryDirectories());
