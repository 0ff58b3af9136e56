/**
 * Takes out of what people wrote what tells who they are: e-mail addresses, and runs of six or more digits (telephone, card and account numbers,
 * IBANs, sort codes). What stands in their place has no letter or digit, so that it is no word to the matcher. Names are not known as such and stay,
 * and so does what `isOurs` knows as the organisation's own.
 */
export function redactPersonal(text: string, isOurs: (found: string) => boolean = () => false): string {
  const instead = (mark: string) => (found: string) => (isOurs(found) ? found : mark);
  return text.replace(mailAddress, instead('[@]')).replace(iban, instead('[#]')).replace(digits, instead('[#]'));
}

/** Bounded on both sides of the @, so that no text makes it slow. */
const mailAddress = /[\p{L}\p{N}._%+'-]{1,64}[@＠][\p{L}\p{N}.-]{1,255}/gu;

/** Two letters, two check digits, then groups of letters and digits of which most are digits: GB29 NWBK 6016 1331 9268 19. */
const iban =
  /(?<![\p{L}\p{N}])\p{L}{2}\d{2}(?:[ -]?[\p{Lu}\p{N}]{4}){2,7}(?:[ -]?[\p{Lu}\p{N}]{1,3})?(?![\p{L}\p{N}])/gu;

/** Six digits of any script or more, with at most two signs between one and the next, as numbers are written in groups. */
const digits = /\+?\(?\p{Nd}(?:[ .()/\u2010-\u2015\u00a0-]{0,2}\p{Nd}){5,}/gu;
