import { connect, createServer } from 'node:net';
import { until } from './until.js';

/** A wire between a client and the service, which can be cut: what is said over websockets is lost then, as on a train in a tunnel. */
export async function openWire(origin) {
  const { hostname, port } = new URL(origin);
  const [all, websockets] = [new Set(), new Set()];
  let opened = 0;
  const server = createServer((client) => {
    const service = connect(Number(port), hostname);
    const end = () => {
      client.destroy();
      service.destroy();
      all.delete(end);
      websockets.delete(end);
    };
    all.add(end);
    client.once('data', (head) => {
      if (!/^upgrade: websocket\r$/im.test(head.toString('latin1'))) return;
      websockets.add(end);
      opened += 1;
    });
    client.pipe(service).pipe(client);
    for (const side of [client, service]) side.on('error', end).on('close', end);
  });
  await new Promise((done, fail) => server.once('error', fail).listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    /** How many websockets were opened so far. */
    opened: () => opened,
    /** Cuts the websockets; there must be one to cut. */
    cut: async () => {
      await until(() => websockets.size > 0, { what: 'a websocket to cut' });
      for (const end of [...websockets]) end();
    },
    close: () => {
      for (const end of [...all]) end();
      return new Promise((done) => server.close(done));
    },
  };
}
