/**
 * Words that say nothing about what is looked for. They are taken out of a question before it is asked, not set in the engine: there a question of nothing
 * but stop words would find every document.
 */
const words: Readonly<Record<string, string>> = {
  en: "a an and any are as at be been but by can could did do does for from had has have how i i'd i'll i'm i've if in is it its me my of on or our please shall should so some than that the their them then there these they this those to was we were what when where which who why will with would you your",
  de: 'aber als am an auch auf aus bei bin bis da das dass dein dem den der des die dies diese dieser doch du ein eine einem einen einer eines er es für habe haben hat hier ich ihr im in ist ja kann kein keine man mein meine meinem meinen meiner mir mit muss nach nicht noch oder sein seine sich sie sind so um und uns vom von vor wann war warum was wenn wer werden wie wir wird wo zu zum zur',
  es: 'a al algo como con cual cuando cuanto de del desde donde el ella ellos en es esta este esto hay la las le lo los me mi mis muy no nos o para pero por porque puede puedo que quien se si sin sobre son su sus te tengo tu un una uno y ya yo',
  fr: "à au aux avec c'est ce ces comment dans de des du elle en est et été eu il ils j'ai je la le les leur lui ma mais me mes moi mon ne nos notre nous on ou où par pas pour pourquoi quand que quel quelle qui sa se ses si son sont sur ta te tes toi ton tu un une vos votre vous y",
  it: 'a al alla che chi come con da dal dei del della di do dove e ed è gli ha ho i il in io la le lo ma mi mia mio nel non o per perché posso quale quando se si sono su sul tra un una uno',
  pt: 'a ao aos as com como da das de do dos e é ela ele em entre eu foi há isso já mais mas me meu minha muito na não no nos o os ou para pela pelo por porque posso qual quando que quem se sem seu sua são também te tem um uma',
  nl: 'aan al als bij dan dat de der deze die dit een en er had heb hebben heeft het hij hoe ik in is je kan maar me met mij mijn moet na naar niet nog nu of om onder ons ook op over te tot u uit van voor waar wanneer was wat we wel wie wij wordt zal ze zich zijn',
  ar: 'في من على إلى عن هل ما ماذا كيف متى أين لماذا هذا هذه ذلك التي الذي هو هي أنا نحن مع أو و لا لم لن إذا كان قد كل يا',
};

/** What Japanese and Chinese put between words: the engine cuts these languages, so there it is told. */
const particles: Readonly<Record<string, readonly string[]>> = {
  ja: [
    'の',
    'に',
    'は',
    'を',
    'が',
    'で',
    'と',
    'も',
    'へ',
    'や',
    'か',
    'し',
    'た',
    'て',
    'です',
    'ます',
    'まし',
    'から',
    'まで',
    'する',
    'した',
    'ください',
  ],
  zh: ['的', '了', '吗', '呢', '在', '和', '是', '我', '我的', '怎么', '如何', '什么'],
};

const sets = new Map(Object.entries(words).map(([language, list]) => [language, new Set(list.split(' '))]));

/** Whether a word, in lower case, says nothing in this language. */
export function isStopWord(word: string, locale: string): boolean {
  return sets.get(languageOf(locale))?.has(word) ?? false;
}

/** What the engine is to leave out by itself in this language. */
export function particlesOf(locale: string): readonly string[] {
  return particles[languageOf(locale)] ?? [];
}

/** The language of a locale, such as `pt` of `pt-BR`. */
export function languageOf(locale: string): string {
  return locale.toLowerCase().split('-')[0] ?? locale;
}
