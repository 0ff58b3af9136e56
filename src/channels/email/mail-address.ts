import { AppError } from '../../platform/errors.js';

/** A name and an address, kept apart so that neither can become a header of its own. */
export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

const plainAddress =
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/;

/** Whether it is one plain address, to which this service can write. */
export function isPlainAddress(text: string): boolean {
  return text.length <= 254 && plainAddress.test(text);
}

/** Reads `help@example.org` or `Name <help@example.org>`: exactly one address. Throws BAD_INPUT that names the field. */
export function parseMailAddress(field: string, text: string): MailAddress {
  // Lists, groups, comments and line breaks are refused: each has been used to add a recipient or a header.
  const [, name = '', bracketed] = /^\s*"?([^"<>\r\n]{0,100}?)"?\s*<([^<>]*)>\s*$/.exec(text) ?? [];
  const address = (bracketed ?? text).trim();
  if (text.length > 400 || !isPlainAddress(address) || !name.isWellFormed()) {
    throw new AppError('BAD_INPUT', `${field} must be one e-mail address such as name@example.org.`);
  }
  return { name, address };
}
