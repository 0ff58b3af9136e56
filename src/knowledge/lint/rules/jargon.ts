import { languageOf, type LintRule } from '../lint-rule.js';
import { occurrencesOf } from '../occurrences.js';

/** Words of offices and contracts, with what people say. */
const offices: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: {
    utilise: 'use',
    utilize: 'use',
    commence: 'start',
    'prior to': 'before',
    'subsequent to': 'after',
    'in the event that': 'if',
    'in the event of': 'if there is',
    'in respect of': 'about',
    'with regard to': 'about',
    'in order to': 'to',
    'pursuant to': 'under',
    notwithstanding: 'despite',
    aforementioned: 'this',
    hereby: '',
    thereof: 'of it',
    herein: 'here',
    endeavour: 'try',
    ascertain: 'find out',
    'due to the fact that': 'because',
    'at this point in time': 'now',
    'a large number of': 'many',
    'is required to': 'must',
  },
  de: {
    mittels: 'mit',
    zwecks: 'für',
    seitens: 'von',
    hinsichtlich: 'zu',
    bezüglich: 'zu',
    'in Anspruch nehmen': 'nutzen',
    'zum gegenwärtigen Zeitpunkt': 'jetzt',
    'unter Zuhilfenahme': 'mit',
    'zur Anwendung kommen': 'gelten',
    diesbezüglich: 'dazu',
    'im Falle dass': 'wenn',
    nachstehend: 'unten',
    vorbehaltlich: 'außer bei',
  },
  es: {
    'en el supuesto de que': 'si',
    'con carácter previo a': 'antes de',
    'con posterioridad a': 'después de',
    'a la mayor brevedad': 'cuanto antes',
    'en relación con lo anterior': '',
    'a los efectos de': 'para',
    'con el fin de': 'para',
    'en virtud de': 'por',
    'la presente': 'esta',
    susodicho: 'este',
  },
  ar: {
    'في حال ما إذا': 'إذا',
    'فيما يتعلق بـ': 'عن',
    'وذلك من أجل': 'كي',
    'على الرغم من أن': 'مع أن',
    'المذكور أعلاه': 'هذا',
  },
};

/** Words that nobody says to a customer at a counter. */
export const jargon: LintRule = {
  name: 'jargon',
  weight: 1,
  check: (text) =>
    Object.entries(offices[languageOf(text.locale)] ?? {}).flatMap(([term, plain]) =>
      occurrencesOf(text, term).map((place) => ({
        ...place,
        message: `“${term}” is the word of an office: ${plain === '' ? 'leave it out' : `say “${plain}”`}.`,
        suggestion: plain,
      })),
    ),
};
