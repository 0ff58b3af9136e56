const mailAddress = /[^\s@<>()[\]]{1,64}@[^\s@<>()[\]]{1,255}/gu;
const digitRun = /\+?\p{N}(?:[\s().\-/]{0,2}\p{N}){4,}/gu;

/** The text without what could name a person: mail addresses, and runs of five digits or more as phone, card and account numbers have. */
export function redactPersonal(text: string): string {
  return text.replace(mailAddress, '[e-mail]').replace(digitRun, '[number]');
}
