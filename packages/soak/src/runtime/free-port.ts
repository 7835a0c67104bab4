import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A port that is free now, below those that Linux gives to outgoing connections (32768 and up, net.ipv4.ip_local_port_range
 * in https://www.kernel.org/doc/html/latest/networking/ip-sysctl.html): while the runtime is down no other process may get it,
 * its own clients, which go on to connect, least of all.
 */
export async function freePort(random: () => number = Math.random): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = 20_000 + Math.floor(random() * 12_000);
    const server = createServer();
    const free = await Promise.race([
      once(server.listen(port, '127.0.0.1'), 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ]).catch(() => false);
    if (free) {
      server.close();
      await once(server, 'close');
      return port;
    }
  }
  throw new Error('no free port between 20000 and 32000 on 127.0.0.1');
}
