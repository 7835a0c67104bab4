// A bootstrap of another team's, as a custom runtime has it, by node:http alone: `node foreign-bootstrap.mjs MODULE`.
import { request } from 'node:http';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');

function call(method, path, body = '') {
  return new Promise((done, failed) => {
    const asked = request({ host, port, method, path: `/2018-06-01/runtime/${path}` }, async (answer) => {
      done({ headers: answer.headers, text: Buffer.concat(await answer.toArray()).toString('utf8') });
    });
    asked.on('error', failed);
    asked.end(body);
  });
}

const { handler } = await import(pathToFileURL(resolve(process.argv[2])).href);
for (;;) {
  const { headers, text } = await call('GET', 'invocation/next');
  const id = headers['lambda-runtime-aws-request-id'];
  const left = () => Number(headers['lambda-runtime-deadline-ms']) - Date.now();
  try {
    const answer = await handler(JSON.parse(text), { awsRequestId: id, getRemainingTimeInMillis: left });
    await call('POST', `invocation/${id}/response`, JSON.stringify(answer));
  } catch (error) {
    await call(
      'POST',
      `invocation/${id}/error`,
      JSON.stringify({ errorType: error.name, errorMessage: error.message }),
    );
  }
}
