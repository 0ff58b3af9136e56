import { compounds, type Lexicon } from './lexicon.js';

const words = (text: string): string[] => text.trim().split(/\s+/);
const phrases = (text: string): string[] => text.split('|').map((phrase) => phrase.trim());
const ones = { één: 1, twee: 2, drie: 3, vier: 4, vijf: 5, zes: 6, zeven: 7, acht: 8, negen: 9 };
const tens = { twintig: 20, dertig: 30, veertig: 40, vijftig: 50, zestig: 60, zeventig: 70, tachtig: 80, negentig: 90 };

/** Dutch. */
export const nl: Lexicon = {
  language: 'nl',
  decimalComma: true,
  stopwords: words(`de het een en of maar als van te naar in op bij voor met uit is zijn was waren worden wordt dit dat deze die u uw wij we ons onze ik mijn
    je jij jouw hij zij ze hun wie wat waar hoe daar dan zo niet geen ook alleen alle elke elk over onder na tijdens tot binnen tussen per om af kan kunt
    kunnen moet moeten mag mogen zal zullen heeft hebben had er ja nee zeer meer aan door`),
  endings: ['heden', 'heid', 'ingen', 'ing', 'lijke', 'lijk', 'eren', 'en', 'er', 'st', 'te', 'de', 'e', 's', 't', 'd'],
  concepts: {
    delivery: words('levering leveren geleverd bezorging bezorgen verzending verzenden'), cost: words('kosten kost prijs tarief betalen betaling vergoeding'),
    return: words('retour retourneren terugsturen'), refund: words('terugbetaling terugbetaald terugbetalen'), cancel: words('opzeggen opzegging annuleren annulering'),
    open: words('open geopend openingstijden bereikbaar'), phone: words('telefoon bellen bel telefonisch'), card: words('pas kaart pinpas'), account: words('rekening account'),
    customer: words('klant klanten'), withdraw: words('opnemen contant'), transfer: words('overboeking overboeken overschrijving'), item: words('artikel artikelen product producten'),
    order: words('bestelling bestellen aankoop'), parcel: words('pakket pakketten'), collect: words('ophalen afhalen klaar'), notice: words('opzegtermijn'), contract: words('contract overeenkomst'),
    limit: words('limiet maximum'), age: words('leeftijd oud jaar'), adult: words('volwassenen volwassene'), child: words('kind kinderen'), apply: words('aanvragen aanvraag'), abroad: words('buitenland internationaal'),
    lost: words('verloren verlies kwijt'), keep: words('bewaren bewaard'), tell: words('melden doorgeven'),
  },
  numbers: {
    ...ones, een: 1, tien: 10, elf: 11, twaalf: 12, dertien: 13, veertien: 14, vijftien: 15, zestien: 16, zeventien: 17, achttien: 18, negentien: 19, ...tens,
    ...compounds(tens, { een: 1, ...ones }, (ten, one) => [`${one}${one.endsWith('e') ? 'ë' : 'e'}n${ten}`]), honderd: 100, duizend: 1000,
  },
  multipliers: { honderd: 100, duizend: 1000, miljoen: 1e6, miljard: 1e9 },
  numberJoin: 'en',
  articles: words('een één'),
  ordinals: { eerste: 1, tweede: 2, derde: 3, laatste: -1 },
  times: { eenmaal: 1, tweemaal: 2, driemaal: 3 },
  timeUnits: {
    minute: words('minuut minuten min'), hour: words('uur uren u'), day: words('dag dagen'), week: words('week weken'), fortnight: [], month: words('maand maanden'),
    quarter: words('kwartaal kwartalen'), year: words('jaar jaren'),
  },
  workingDays: words('werkdag werkdagen'),
  working: [],
  calendar: words('kalenderdag kalenderdagen'),
  every: words('elke iedere elk ieder'),
  per: words('per elke iedere'),
  frequencies: {
    dagelijks: [1, 'day'], dagelijkse: [1, 'day'], wekelijks: [1, 'week'], wekelijkse: [1, 'week'], maandelijks: [1, 'month'], maandelijkse: [1, 'month'],
    jaarlijks: [1, 'year'], jaarlijkse: [1, 'year'],
  },
  measures: {
    kg: words('kilo kilogram'), g: words('gram'), m: words('meter'), cm: words('centimeter'), mm: words('millimeter'), km: words('kilometer'), mile: words('mijl'), l: words('liter'),
    mb: words('megabyte'), gb: words('gigabyte'), foot: [], inch: [], lb: [],
  },
  currencies: { EUR: words('euro euros'), GBP: words('pond'), USD: words('dollar') },
  minor: { EUR: words('cent') },
  percent: words('procent'),
  free: phrases('gratis|kosteloos|kosteloze|geen kosten|zonder kosten|kost niets'),
  notFree: [],
  half: words('halve half helft'),
  months: [
    words('januari jan'), words('februari feb'), words('maart mrt'), words('april apr'), words('mei'), words('juni jun'), words('juli jul'), words('augustus aug'),
    words('september sep sept'), words('oktober okt'), words('november nov'), words('december dec'),
  ],
  weekdays: [words('maandag ma maandags'), words('dinsdag di'), words('woensdag wo'), words('donderdag do'), words('vrijdag vr'), words('zaterdag za'), words('zondag zo zondags')],
  dayGroups: { doordeweeks: 31, werkdagen: 31, weekend: 96, weekenden: 96, dagelijks: 127, 'elke dag': 127, feestdagen: 128 },
  allHours: phrases('24 uur per dag|24 / 7|dag en nacht'),
  through: words('tot tot-en-met t/m'),
  between: words('tussen van'),
  and: ['en'],
  or: ['of'],
  clock: ['uur'],
  noon: words('middag'),
  midnight: words('middernacht'),
  closed: words('gesloten dicht'),
  before: {
    minimaal: 'at-least', minstens: 'at-least', 'ten minste': 'at-least', tenminste: 'at-least', vanaf: 'at-least', 'meer dan': 'more-than', boven: 'more-than', na: 'more-than', 'langer dan': 'more-than',
    'ouder dan': 'more-than', maximaal: 'at-most', hoogstens: 'at-most', binnen: 'at-most', 'tot en met': 'at-most', uiterlijk: 'at-most', tot: 'at-most', 'niet meer dan': 'at-most',
    'minder dan': 'less-than', onder: 'less-than', voor: 'less-than', 'jonger dan': 'less-than', ongeveer: 'about', circa: 'about', rond: 'about',
  },
  after: { 'of meer': 'at-least', 'of ouder': 'at-least', 'of minder': 'at-most', 'of jonger': 'at-most' },
  vague: words('meestal normaal gewoonlijk ongeveer circa gemiddeld doorgaans'),
  phone: words('telefoon tel bel bellen fax telefoonnummer nummer'),
  references: words('sectie hoofdstuk formulier artikel deel stap pagina figuur bijlage paragraaf versie'),
  clauseWords: words('en maar of als wanneer indien terwijl hoewel omdat waar tenzij'),
  negators: phrases('niet|geen|nooit|zonder|noch|niet meer|onmogelijk'),
  only: words('alleen uitsluitend enkel'),
  yes: phrases('ja|natuurlijk|zeker'),
  no: phrases('nee|helaas|sorry'),
  must: phrases('moet|moeten|verplicht|vereist'),
  may: phrases('kan|kunt|kunnen|mag|mogen|optioneel|niet verplicht|hoeft niet'),
  polar: {
    allow: { positive: words('kan kunt kunnen mag mogen toegestaan mogelijk accepteren geaccepteerd'), negative: words('verboden onmogelijk') },
    need: { positive: words('moet moeten nodig verplicht vereist'), negative: words('optioneel vrijwillig') },
    include: { positive: words('inbegrepen inclusief verzekerd gedekt'), negative: words('uitgesloten') },
    open: { positive: words('open geopend'), negative: words('gesloten dicht') },
  },
  opposites: [['voor', 'na'], ['meer', 'minder'], ['eerste', 'laatste'], ['altijd', 'nooit'], ['open', 'gesloten'], ['minimaal', 'maximaal'], ['toegestaan', 'verboden'], ['verplicht', 'optioneel'], ['met', 'zonder']],
  example: phrases('bijvoorbeeld|bijv.|stel'),
  past: phrases('voorheen|vroeger|eerder|tot voor kort'),
  wasVerbs: words('was waren kostte gold'),
  future: phrases('wordt dan|zal worden|gaat kosten'),
  from: phrases('vanaf|per|met ingang van|sinds'),
  until: phrases('tot|tot en met|voor'),
  scopes: {
    'customer:business': words('zakelijk zakelijke bedrijf bedrijven'), 'customer:personal': words('particulier particuliere particulieren persoonlijk'), 'customer:student': words('student studenten'),
    'customer:premium': words('premium'), 'age:child': words('kind kinderen'), 'age:adult': words('volwassenen volwassene'), 'place:abroad': words('buitenland'), 'place:domestic': words('binnenland'),
  },
  courtesies: phrases('hallo|beste|geachte|goedemorgen|goedemiddag|met vriendelijke groet|vriendelijke groeten|groeten|dank|bedankt|we hopen|zie ook|lees meer'),
  fullAnswer: phrases('volledige antwoord|lees meer|alle details'),
};
