// The customers' mail server: the npm package smtp-server, which keeps every mail as it came, in a file of its own.
import { renameSync, writeFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';

/** Opens it on loopback; mails are files in `folder`, numbered as they come. */
export async function openMailbox(folder) {
  let count = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData: (stream, _session, taken) => {
      buffer(stream).then((mail) => {
        count += 1;
        const file = join(folder, `${String(count).padStart(5, '0')}.eml`);
        writeFileSync(`${file}.part`, mail);
        // It has its name once it is whole: readers must not see half a mail.
        renameSync(`${file}.part`, file);
        taken();
      }, taken);
    },
  });
  await new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', done);
  });
  return {
    url: `smtp://127.0.0.1:${server.server.address().port}`,
    close: () => new Promise((done) => server.close(done)),
  };
}
