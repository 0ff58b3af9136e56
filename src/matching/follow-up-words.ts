/** Beginnings of the words by which customers name a value of a scope; other values are known by their own name. */
export const scopeWords: Readonly<Record<string, readonly string[]>> = {
  business: [
    'business|compan|corporate|firm|geschäft|unternehm|gewerb|empresa|negocio|entreprise|professionnel',
    'aziend|zakelijk|bedrij|شركة|شركات|الشركات|للشركات|الأعمال',
  ].flatMap((words) => words.split('|')),
  personal: [
    'personal|private|privat|individual|consumer|particular|particulier|personnel|persoonlijk|شخصي|الأفراد|للأفراد',
  ].flatMap((words) => words.split('|')),
};

/** Words that say nothing of what is asked beside a scope. */
export const fillers: ReadonlySet<string> = new Set(
  [
    'and|also|what|how|about|for|if|with|on|in|as|is|are|it|that|this|the|same|a|an|my|our|i|am|i am|we|you|do|does|have',
    'account|accounts|customer|customers|client|clients|user|users|one|ones|please|too',
    'und|auch|was|wie|ist|sind|mit|für|bei|als|im|es|das|der|die|den|ein|eine|einen|mein|meine|unser|konto|konten|kunden|kunde',
    'y|también|qué|que|pasa|hay|para|con|de|si|es|lo|la|el|las|los|un|una|mi|nuestra|cuenta|cuentas|cliente|clientes',
    'et|aussi|pour|avec|les|des|le|un|une|mon|compte|comptes|en|voor|een|rekening|و|ماذا|عن|حسابات|حساب',
  ].flatMap((words) => words.split('|')),
);

/** Messages of these words alone ask nothing. */
export const smallTalk: ReadonlySet<string> = new Set(
  [
    'thanks|thank|you|thx|ta|cheers|ok|okay|yes|no|yep|nope|sure|great|good|fine|cool|perfect|nice|bye|goodbye|hello|hi|hey|very|much|a|lot|got|it|and|that|is|all|done|please',
    'gracias|muchas|vale|sí|si|hola|adiós|perfecto|genial|muy|bien|danke|vielen|dank|schön|ja|nein|gut|super|tschüss|hallo|alles|klar',
    'merci|oui|non|parfait|bonjour|salut|grazie|obrigado|obrigada|bedankt|dank|je|wel|شكرا|شكراً|نعم|لا',
  ].flatMap((words) => words.split('|')),
);

/** What begins a question that goes on about the one before. */
export const openers =
  /^[¿\s]*(?:and|what about|how about|what if|also|but|so|und|was ist mit|wie ist es|aber|y|pero|et|mais|en|maar|e)(?![\p{L}\p{M}\p{N}])|^و(?=\p{L})/iu;

/** Words that stand for something said before. */
export const anaphors =
  /(?<![\p{L}\p{M}\p{N}])(?:it|its|it's|this|that|that's|these|those|them|they|one|there|then|das|dies|diese|dieser|dieses|davon|damit|dafür|dort|eso|esto|ese|esa|ello|allí|cela|ça|ceci|celui|celle|هذا|هذه|ذلك)(?![\p{L}\p{M}\p{N}])/iu;
