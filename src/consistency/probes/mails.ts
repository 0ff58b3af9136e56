import { basename } from 'node:path';
import type { CaughtMail } from '../../channels/index.js';
import { AppError } from '../../platform/errors.js';
import type { ChannelProbe } from './channel-probe.js';
import { mailsSource } from './export-sources.js';
import { filesInside, readInside } from './inside-folder.js';
import { readMailFile, wordsOfMail } from './mail-file.js';
import { jsonEvidence, nothingSaid, saidWithoutReceipt } from './said.js';

const mostMails = 500;

/** Reads saved mails (`.eml`) inside `folder`, by file name or subject. One that is gone is our error. */
export function mailsProbe(source: unknown, folder: string | null): ChannelProbe {
  const { path, mails } = mailsSource(source);
  const box = openMailBox(folder, path);
  return {
    probe: async (question) => {
      const name = Object.hasOwn(mails, question.expects) ? mails[question.expects] : undefined;
      if (name === undefined) return nothingSaid('not-applicable', question);
      const [address, ...others] = await box.find(name);
      if (address === undefined)
        return nothingSaid('error', question, { address: path, failure: `There is no mail ${name} any more.` });
      if (others.length > 0)
        return nothingSaid('error', question, {
          address: path,
          failure: `${others.length + 1} mails have the subject ${name}: name the file of one.`,
        });
      const mail = await box.read(address);
      const { subject, html, text } = mail;
      const evidence = jsonEvidence({ subject, text, html });
      const { words, failure } = wordsOfMail(mail, question.locale);
      return words === null
        ? nothingSaid('error', question, { address, evidence, failure })
        : saidWithoutReceipt(question, words, { address, evidence });
    },
  };
}

interface MailBox {
  /** The paths of the mails that are called so. */
  find(name: string): Promise<readonly string[]>;
  read(path: string): Promise<CaughtMail>;
}

/** Keeps subjects only: a folder of mails with attachments is large. */
function openMailBox(folder: string | null, path: string): MailBox {
  let listed: Promise<readonly string[]> | null = null;
  let indexed: Promise<ReadonlyMap<string, readonly string[]>> | null = null;
  const read = async (file: string) => readMailFile(file, await readInside(folder, file));
  const list = async (): Promise<readonly string[]> => {
    const files = await filesInside(folder, path, '.eml');
    if (files.length > mostMails)
      throw new AppError('UNAVAILABLE', `${path} holds more than ${mostMails} mails: ${files.length}.`);
    return files;
  };
  const index = async (files: readonly string[]) => {
    const subjects = new Map<string, string[]>();
    for (const file of files) {
      // A file that is no mail is told to whoever asks for it by name; the others can be read without it.
      const subject = await read(file).then(subjectOf, () => null);
      if (subject !== null) subjects.set(subject, [...(subjects.get(subject) ?? []), file]);
    }
    return subjects;
  };
  return {
    read,
    find: async (name) => {
      listed ??= list();
      const files = await listed;
      const byName = files.filter((file) => [basename(file), basename(file).replace(/\.eml$/i, '')].includes(name));
      if (byName.length > 0) return byName;
      indexed ??= index(files);
      return (await indexed).get(plainSubject(name)) ?? [];
    },
  };
}

function subjectOf({ subject }: CaughtMail): string {
  return plainSubject(subject);
}

/** Without the marks of replies and forwards, in the languages of our lexicons. */
function plainSubject(subject: string): string {
  return subject
    .replace(/^(?:\s*(?:re|fwd?|aw|wg|sv|rv|tr|antw|doorst)\s*:)+/i, '')
    .replace(/\s+/g, ' ')
    .trim();
}
