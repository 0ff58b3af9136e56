import { foldWord } from './fold.js';

/** Words that say nothing of what is looked for, by language, as people write them. */
const lists: Readonly<Record<string, string>> = {
  en: `a an and any are as at be been but by can could did do does for from get got had has have how i i'm i've if in into is it its me my of on or
    our please should so than that the their them then there these they this to was we were what what's when where which who why will with would you
    your`,
  de: `aber als am an auf aus bei bin bis bitte da das dass dein dem den der des die dies diese dieser doch du ein eine einem einen einer eines er es
    für hab habe haben hat ich ihr im in ist ja kann können man mein meine meinem meinen meiner mich mir mit muss nach oder sich sie sind so um und uns
    von vom wann warum was welche welcher wenn wer werden wie wieso wir wird wo zu zum zur über`,
  es: `a al con cual cuál cuando cuándo de del el ella en es esta este esto está ha hay he la las le lo los me mi mis o para pero por porque puedo que
    qué quien quién se ser si sobre su sus tengo tu un una unos y ya yo cómo como dónde donde`,
  fr: `a à au aux avec ce ces cette comment dans de des du elle en est et il ils j'ai je l la le les leur ma mais me mes mon ne nous on ou où par pas
    pour pourquoi puis-je puis quand que quel quelle qui sa se si son sur tu un une vous`,
  it: `a al alla che chi ci come con da dal dei del della di e ed è gli ho i il in io la le lo mi mia mio nel non o per perché posso quale quando se si
    sono su un una uno`,
  pt: `a ao as com como da das de do dos e é ela ele em eu meu minha na não no nos o os ou para por porque posso quando que quem se seu sua um uma`,
  nl: `aan als bij dat de den der die dit een en er het hoe ik in is je kan met mijn niet of om op te van voor waar waarom wanneer wat we wie zijn`,
  ar: `في من على إلى عن مع هل ما ماذا كيف متى أين لماذا هذا هذه ذلك التي الذي أن إن أو و لا لم لن قد كان أنا هو هي`,
};

const sets = new Map<string, ReadonlySet<string>>();

/** The stop words of a locale's language, folded. */
export function stopWordsOf(locale: string): ReadonlySet<string> {
  const language = locale.split('-', 1)[0] ?? '';
  const known = sets.get(language);
  if (known) return known;
  const words = (Object.hasOwn(lists, language) ? (lists[language] ?? '') : '').split(/\s+/).filter(Boolean);
  const folded = new Set(words.map((word) => foldWord(word, language)));
  sets.set(language, folded);
  return folded;
}
