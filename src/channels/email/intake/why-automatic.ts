/** What tells a mail of a machine or a list from one of a person. */
export interface MailSigns {
  /** The envelope's sender; empty for bounces. */
  readonly returnPath: string;
  readonly sender: string;
  /** By lower-case name, each value of a repeated header. */
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

const machines = /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)(?:[+@-]|$)/i;

/**
 * Why nobody may answer a mail (RFC 3834, and what Exchange and lists write instead), in words that go on "never answered: …"; null for a mail of a
 * person. Two machines that answer each other go on for ever.
 */
export function whyAutomatic({ returnPath, sender, headers }: MailSigns, own: readonly string[]): string | null {
  const values = (name: string) => headers.filter(({ key }) => key === name).map(({ value }) => value.trim());
  const some = (name: string, says: RegExp) => values(name).some((value) => says.test(value));
  if (returnPath === '') return 'its envelope names no sender';
  if (sender === '') return 'it names no sender';
  if (own.includes(sender.toLowerCase()) || own.includes(returnPath.toLowerCase())) return 'it comes from ourselves';
  if (values('auto-submitted').some((value) => !/^no(?:\s*[;(]|$)/i.test(value))) return 'a machine submitted it';
  if (some('precedence', /^(?:bulk|list|junk)\b/i)) return 'it was sent in bulk';
  if (values('list-id').length > 0) return 'a list sent it';
  if (some('x-auto-response-suppress', /\b(?:all|autoreply|oof)\b/i)) return 'it asks machines for no answer';
  if (some('content-type', /^multipart\/report\b/i)) return 'it reports on a delivery';
  if (machines.test(sender) || machines.test(returnPath)) return 'its sender reads no mail';
  return null;
}
