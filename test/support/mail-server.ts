import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server of somebody else, which takes mails or refuses them as it is told. */
export interface ForeignMailServer {
  readonly url: string;
  /** What it took, byte for byte, in the order of arrival. */
  readonly taken: readonly string[];
  /** From now on it answers every recipient so; null = it takes mails. */
  refuse(code: number | null): void;
  close(): Promise<void>;
}

/** Starts it on a free port of the loopback interface. */
export async function startForeignMailServer(): Promise<ForeignMailServer> {
  const taken: string[] = [];
  let refusal: number | null = null;
  const server = new SMTPServer({
    logger: false,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 500,
    onRcptTo(_address, _session, done) {
      done(refusal === null ? null : Object.assign(new Error('Not now'), { responseCode: refusal }));
    },
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push(Buffer.concat(chunks).toString('latin1'));
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    taken,
    refuse: (code) => {
      refusal = code;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
