import { plainWords } from './plain-words.js';

const person = {
  en: '(?:person|human(?: being)?|agent|someone|somebody|representative|adviser|advisor|operator|colleague|member of staff|one of you)',
  es: '(?:persona|humano|humana|agente|asesor|asesora|alguien|operador|operadora|empleado|empleada)',
  de: '(?:mensch(?:en)?|person|mitarbeiter(?:in)?|berater(?:in)?|jemand(?:em|en)?|kolleg(?:e|en|in))',
  ar: '(?:شخص(?: حقيقي)?|إنسان|موظف|وكيل|أحد الموظفين|أحدكم)',
};

/** Said alone, with or without a please, these are the request. */
const alone = new RegExp(
  `^(?:please |bitte |por favor )?(?:(?:a |an |real |live |human |un |una |ein |einen |eine )*(?:${person.en}|${person.es}|${person.de}|${person.ar}))(?: please| bitte| por favor| من فضلك)?$`,
  'u',
);

/** Said anywhere in a message, these are the request, unless the message asks how, when or where. */
const anywhere = [
  new RegExp(
    `\\b(?:talk|speak|chat|connect me|transfer me|put me through|pass me) (?:to|with) (?:a |an |the |some |any )?(?:real |live |actual |human )?${person.en}\\b`,
  ),
  new RegExp(
    `\\b(?:i (?:want|need|would like)|id like|give me|get me) (?:a |an |some )?(?:real |live |actual |human )?(?:person|human(?: being)?|agent|representative|operator)\\b`,
  ),
  new RegExp(
    `\\b(?:hablar|hable|chatear|comunicarme|pasarme) con (?:un |una |el |la |algún |alguna )?${person.es}\\b`,
    'u',
  ),
  new RegExp(
    `\\bmit (?:einem |einer |dem |der |ihrem |ihrer )?(?:echten |richtigen )?${person.de} (?:sprechen|reden|chatten|verbinden|verbunden)\\b`,
    'u',
  ),
  new RegExp(`(?:^| )(?:التحدث|أتحدث|الكلام|أتكلم|تحويلي) (?:مع|إلى) ${person.ar}(?: |$)`, 'u'),
];
const asksAboutIt =
  /^(?:how|when|where|what|why|cómo|cuándo|dónde|wie|wann|wo|do i need|do i have|muss ich|brauche ich|كيف|متى|أين)(?: |$)/u;

/** Whether the message asks for a person instead of an answer, in any of the languages the bot knows. */
export function wantsPerson(text: string): boolean {
  const words = plainWords(text);
  if (alone.test(words)) return true;
  return !asksAboutIt.test(words) && anywhere.some((pattern) => pattern.test(words));
}
