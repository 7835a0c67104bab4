// One boot in a process of its own: prints how long each part of it took, in milliseconds.
const entered = performance.now();
const { startLocal } = await import('@callback-relay/local');
const imported = performance.now();
const local = await startLocal({ app: process.argv[2] ?? '' });
const ready = performance.now();
process.stdout.write(JSON.stringify({ node: entered, import: imported - entered, start: ready - imported }));
await local.stop();
