const digit = 1;
const letter = 2;
const classes = new Uint8Array(128);
for (let code = 48; code <= 57; code += 1) classes[code] = digit;
for (let code = 65; code <= 90; code += 1) classes[code] = classes[code + 32] = letter;

/** Whether a character code is one of the digits 0 to 9. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Whether a code is a letter, or a mark set on one; "º" and "ª" count as signs, and so does half a surrogate pair. */
export function isLetter(code: number): boolean {
  if (code < 128) return classes[code] === letter;
  return code !== 0xaa && code !== 0xba && /[\p{L}\p{M}]/u.test(String.fromCharCode(code));
}

/** Whether a code is a letter or a digit. */
export function isLetterOrDigit(code: number): boolean {
  return code < 128 ? classes[code] !== 0 : isLetter(code);
}
