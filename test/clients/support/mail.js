import { execFile, execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import PostalMime from 'postal-mime';
import { until } from './until.js';

const { UNIVOCAL_MAIL_PORT: port, UNIVOCAL_MAILBOX: folder } = process.env;

/** Why mails cannot be tested; false when they can. swaks is a package of Debian; .ci/run installs it. */
export const noMail = (() => {
  if (!port || !folder) return 'the service takes no mails in: let run.mjs start it';
  try {
    execFileSync('swaks', ['--version'], { stdio: 'ignore' });
    return false;
  } catch (error) {
    if (process.env.REQUIRE_SERVICES) throw error;
    return 'swaks is not installed';
  }
})();

/** Sends a mail to the bank by swaks, as any mail server would. */
export async function swaks(from, { subject = 'My card', body = 'How do I change my PIN?' } = {}, ...more) {
  await promisify(execFile)('swaks', [
    ...['--server', '127.0.0.1', '--port', port, '--from', from, '--to', 'help@larkhaven.example'],
    ...['--header', `Subject: ${subject}`, '--body', body, '--timeout', '60'],
    ...more,
  ]);
}

/** The mails that the customers' server took for somebody, byte for byte, in the order of their coming. */
export async function mailsTo(address) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.eml'));
  const mails = files.sort().map((name) => readFileSync(join(folder, name)));
  const read = await Promise.all(mails.map((raw) => PostalMime.parse(raw)));
  return mails.filter((_, place) => read[place].to?.some((to) => to.address === address));
}

/** The mail of that place, once it has come. */
export function mailTo(address, place = 0) {
  return until(async () => (await mailsTo(address))[place], { what: `mail ${place + 1} to ${address}`, everyMs: 50 });
}

/** The number by which the bank calls somebody's mail, from its acknowledgement. */
export async function acknowledged(address) {
  const { subject } = await PostalMime.parse(await mailTo(address));
  return /IN(?:-[A-Z0-9]{4}){3}/.exec(subject)?.[0] ?? 'none';
}
