// 3GPP TS 23.038, the GSM 7 bit default alphabet and its extension table.
const letters = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extension = new Set('^{}\\[~]|€\f');

/** How many septets a character takes in a text message: two where it needs an escape; 0 for one that is not in the alphabet. */
export function septetsOf(character: string): 0 | 1 | 2 {
  if (letters.has(character)) return 1;
  return extension.has(character) ? 2 : 0;
}

/** Whether a character is in the alphabet. */
export function isInGsm(character: string): boolean {
  return septetsOf(character) > 0;
}

/** Whether a text message can be sent in the GSM 7 bit alphabet. */
export function isGsm(text: string): boolean {
  return [...text].every(isInGsm);
}
