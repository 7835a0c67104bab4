import { expect, test } from 'vitest';
import { startServerless } from './serverless-app.ts';

test("a package of Lambda's runtime that is missing here is said with what to do", async () => {
  const local = await startServerless({
    Work: {
      Type: 'AWS::Serverless::Function',
      Properties: {
        ...{ FunctionName: 'work', Runtime: 'nodejs24.x', Handler: 'index.handler' },
        InlineCode: "require('@aws-sdk/client-not-there/commands');",
      },
    },
  });
  await expect(local.invoke('work', {})).rejects.toThrow(
    'here it is taken from the folder that the runtime was started in: npm install @aws-sdk/client-not-there)',
  );
});
