import { compounds, type Lexicon } from './lexicon.js';

const words = (text: string): string[] => text.trim().split(/\s+/);
const phrases = (text: string): string[] => text.split('|').map((phrase) => phrase.trim());
const ones = { deux: 2, trois: 3, quatre: 4, cinq: 5, six: 6, sept: 7, huit: 8, neuf: 9 };
const teens = { dix: 10, onze: 11, douze: 12, treize: 13, quatorze: 14, quinze: 15, seize: 16 };
const tens = { vingt: 20, trente: 30, quarante: 40, cinquante: 50, soixante: 60 };

/** French. */
export const fr: Lexicon = {
  language: 'fr',
  decimalComma: true,
  stopwords: words(`le la les un une des et ou mais si de du à au aux en par pour avec sans sur dans est sont était être été c'est il elle ils elles ce cette
    ces cet vous votre vos nous notre nos je mon ma mes me te se on qui que quoi dont où quand comment ne pas plus non oui aussi très tout toute tous
    toutes chaque jusqu'à jusqu entre après avant pendant depuis sous selon y a ont avez avons peut pouvez peuvent doit doivent devez sera seront l d qu n s`),
  endings: ['issements', 'issement', 'ements', 'ement', 'ations', 'ation', 'ables', 'able', 'antes', 'ants', 'ante', 'ant', 'ées', 'ée', 'és', 'é', 'ienne', 'ien', 'er', 'ir', 're', 'ez', 'ons', 'ent', 'es', 'e', 's', 'x'],
  concepts: {
    delivery: words('livraison livrer livré expédition envoi'), cost: words('coûte coût prix tarif frais commission facturons payer paiement'),
    return: words('retour retourner retourné renvoyer renvoi'), refund: words('remboursement rembourser remboursé'), cancel: words('résilier résiliation annuler annulation'),
    open: words('ouvert ouverte ouverts horaires disponible'), phone: words('téléphone appeler appelez appel'), card: words('carte cartes'), account: words('compte comptes'),
    customer: words('client clients'), withdraw: words('retirer retrait retraits espèces'), transfer: words('virement virements'), item: words('article articles produit produits matériel'),
    order: words('commande commandes achat'), parcel: words('colis'), collect: words('récupérer collecte'), notice: words('préavis'), contract: words('contrat'),
    keep: words('conserver conservons'), allow: words('autorisé permis'), need: words('besoin nécessaire'), limit: words('limite plafond maximum'), age: words('âge ans'),
    tell: words('signaler informer prévenir'), lost: words('perdue perte perdu'), adult: words('adulte adultes'), child: words('enfant enfants'), apply: words('demande demander'),
    abroad: words('étranger international'), start: words('commencer début'),
  },
  numbers: {
    un: 1, une: 1, ...ones, ...teens, 'dix-sept': 17, 'dix-huit': 18, 'dix-neuf': 19, ...tens, ...compounds(tens, ones, (ten, one) => [`${ten}-${one}`]),
    'vingt et un': 21, 'trente et un': 31, 'soixante-dix': 70, 'quatre-vingts': 80, 'quatre-vingt': 80, 'quatre-vingt-dix': 90, cent: 100, cents: 100, mille: 1000,
    ...compounds({ soixante: 60, 'quatre-vingt': 80 }, teens, (ten, one) => [`${ten}-${one}`]),
  },
  multipliers: { cent: 100, cents: 100, mille: 1000, million: 1e6, millions: 1e6, milliard: 1e9 },
  numberJoin: 'et',
  articles: words('un une'),
  ordinals: { premier: 1, première: 1, deuxième: 2, dernier: -1, dernière: -1 },
  times: {},
  timeUnits: {
    minute: words('minute minutes min'), hour: words('heure heures h'), day: words('jour jours'), week: words('semaine semaines'), fortnight: words('quinzaine'),
    month: words('mois'), quarter: words('trimestre trimestres'), year: words('an ans année années'),
  },
  workingDays: [],
  working: words('ouvrés ouvré ouvrables ouvrable'),
  calendar: words('calendaires calendaire'),
  every: words('chaque tous toutes'),
  per: words('par le la chaque'),
  frequencies: {
    quotidien: [1, 'day'], quotidiennement: [1, 'day'], hebdomadaire: [1, 'week'], mensuel: [1, 'month'], mensuelle: [1, 'month'], mensuellement: [1, 'month'],
    trimestriel: [3, 'month'], annuel: [1, 'year'], annuelle: [1, 'year'], annuellement: [1, 'year'],
  },
  measures: {
    kg: words('kilo kilos kilogrammes'), g: words('gramme grammes'), m: words('mètre mètres'), cm: words('centimètre centimètres'), mm: words('millimètres'), km: words('kilomètre kilomètres'),
    mile: words('mille-marin'), l: words('litre litres'), mb: words('mo'), gb: words('go'), foot: [], inch: [], lb: [],
  },
  currencies: { EUR: words('euro euros'), GBP: words('livre livres'), USD: words('dollar dollars'), CHF: words('franc francs') },
  minor: { EUR: words('centime centimes') },
  percent: phrases('pour cent|pourcent'),
  free: phrases('gratuit|gratuite|gratuits|gratuites|gratuitement|sans frais|sans coût|aucun frais|pas de frais|offert|offerte|ne coûte rien'),
  notFree: [],
  half: words('moitié demi'),
  months: [
    words('janvier janv'), words('février févr'), words('mars'), words('avril avr'), words('mai'), words('juin'), words('juillet juil'), words('août'),
    words('septembre sept'), words('octobre oct'), words('novembre nov'), words('décembre déc'),
  ],
  weekdays: [words('lundi lun'), words('mardi mar'), words('mercredi mer'), words('jeudi jeu'), words('vendredi ven'), words('samedi sam samedis'), words('dimanche dim dimanches')],
  dayGroups: { 'en semaine': 31, 'le week-end': 96, 'week-end': 96, 'tous les jours': 127, 'chaque jour': 127, 'jours fériés': 128 },
  allHours: phrases('24 heures sur 24|24 h / 24|24 / 7|jour et nuit|à toute heure'),
  through: words('à au jusqu\'à'),
  between: words('entre de du'),
  and: ['et'],
  or: ['ou'],
  clock: words('heures h'),
  noon: words('midi'),
  midnight: words('minuit'),
  closed: words('fermé fermée fermés'),
  before: {
    'au moins': 'at-least', 'au minimum': 'at-least', minimum: 'at-least', 'à partir de': 'at-least', dès: 'at-least', 'à partir du': 'at-least',
    'plus de': 'more-than', 'supérieur à': 'more-than', après: 'more-than', 'au-delà de': 'more-than',
    "jusqu'à": 'at-most', 'au maximum': 'at-most', 'au plus': 'at-most', sous: 'at-most', 'dans les': 'at-most', maximum: 'at-most', 'dans un délai de': 'at-most', "d'ici": 'at-most', 'pas plus de': 'at-most',
    'moins de': 'less-than', 'inférieur à': 'less-than', avant: 'less-than', environ: 'about', approximativement: 'about',
  },
  after: { 'ou plus': 'at-least', 'au moins': 'at-least', minimum: 'at-least', 'ou moins': 'at-most', maximum: 'at-most', 'au plus tard': 'at-most' },
  vague: words('généralement habituellement normalement environ approximativement souvent moyenne'),
  phone: words('téléphone tél tel appelez appeler fax numéro composez'),
  references: words('section chapitre formulaire article partie étape page figure annexe version'),
  clauseWords: words('et mais ou si lorsque quand parce où sauf cependant'),
  negators: phrases("ne|n'est|n'êtes|n'avez|n'y|n'a|n'ont|pas|jamais|aucun|aucune|sans|ni|impossible"),
  only: words('seulement uniquement exclusivement'),
  yes: phrases('oui|bien sûr|certainement|tout à fait'),
  no: phrases('non|malheureusement|désolé|désolés'),
  must: phrases('devez|doit|doivent|il faut|obligatoire|nécessaire'),
  may: phrases("pouvez|peut|peuvent|facultatif|n'est pas nécessaire|pas obligatoire"),
  polar: {
    allow: { positive: words('pouvez peut peuvent autorisé permis possible acceptons accepté'), negative: words('interdit interdite impossible refusé') },
    need: { positive: words('devez doit doivent nécessaire obligatoire faut'), negative: words('facultatif facultative') },
    include: { positive: words('inclus incluse comprend couvert couverte'), negative: words('exclu exclue exclus') },
    open: { positive: words('ouvert ouverte'), negative: words('fermé fermée') },
  },
  opposites: [
    ['avant', 'après'], ['plus', 'moins'], ['premier', 'dernier'], ['toujours', 'jamais'], ['ouvert', 'fermé'], ['minimum', 'maximum'], ['autorisé', 'interdit'],
    ['obligatoire', 'facultatif'], ['avec', 'sans'], ['avoir', 'remboursement'],
  ],
  example: phrases('par exemple|p. ex.|exemple|supposons'),
  past: phrases("auparavant|autrefois|précédemment|jusqu'à récemment|avant c'était"),
  wasVerbs: words('était étaient coûtait fut'),
  future: phrases('sera|seront|coûtera|passera à'),
  from: phrases('à partir de|à partir du|dès|depuis|à compter du'),
  until: phrases("jusqu'à|jusqu'au|avant|avant le"),
  scopes: {
    'customer:business': words('entreprise entreprises professionnel professionnels société'), 'customer:personal': words('particulier particuliers personnel personnels'),
    'customer:student': words('étudiant étudiants'), 'customer:premium': words('premium'), 'customer:standard': words('standard'), 'age:child': words('enfant enfants'),
    'age:adult': words('adulte adultes'), 'place:abroad': words('étranger international'), 'place:domestic': words('national'), 'speed:express': words('express'), 'speed:standard': words('standard'),
  },
  courtesies: phrases('bonjour|bonsoir|cher|chère|cordialement|bien cordialement|merci|salutations|nous espérons|si vous avez des questions|voir aussi|en savoir plus'),
  fullAnswer: phrases('réponse complète|en savoir plus|tous les détails'),
};
