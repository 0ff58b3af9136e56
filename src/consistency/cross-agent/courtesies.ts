/**
 * Takes the salutation and the signature off a text that an agent sent: they say nothing of the answer, and they are where the names of people
 * stand.
 */
export function withoutCourtesies(text: string): string {
  return text.replace(signature, '').replace(salutation, '').trim();
}

/** A greeting with at most four names or titles behind it; what goes on as a sentence is none. */
const salutation =
  /^\s*(?:[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|[Gg]ood (?:morning|afternoon|evening)|[Hh]allo|[Gg]uten (?:Tag|Morgen|Abend)|[Ll]iebe[rs]?|[Ss]ehr geehrte[rs]?|[Hh]ola|[Bb]uenos días|[Bb]uenas tardes|[Ee]stimad[oa]s?|[Bb]onjour|[Bb]onsoir|[Cc]her|[Cc]hère|[Bb]este|[Gg]eachte|[Gg]oedemorgen)(?:,? (?:there|all|\p{Lu}[\p{L}'’.-]{0,40})){0,4}[ \t]{0,9}[,!.:\n]\s*/u;

/** A closing formula with at most eight names behind it, at the end. */
const signature =
  /(?:^|\n|[.!?]\s)\s*(?:[Kk]ind regards|[Bb]est regards|[Bb]est wishes|[Ww]arm regards|[Rr]egards|[Bb]est|[Ss]incerely|[Yy]ours \p{L}{1,20}|[Mm]any thanks|[Tt]hanks|[Cc]heers|[Mm]it freundlichen Gr(?:ü|ue)(?:ß|ss)en|[VvLl]ie(?:le|be) Gr(?:ü|ue)(?:ß|ss)e|[Ss]aludos(?: cordiales)?|[Aa]tentamente|[Cc]ordialement|[Bb]ien à vous|[Mm]et vriendelijke groet(?:en)?)[,.!]?(?:[ \n]{1,3}\p{Lu}[\p{L}'’.-]{0,40},?){0,8}\s*$/u;
