/** Answers of the kind that a service gives, written for this bench. */
export const sampleAnswers: readonly string[] = [
  'A replacement card costs £7.50 and arrives within 5 working days. You can freeze the old card in the app at any time. Call 01632 960123 from Monday to Friday, 8am to 6pm, if the card was stolen.',
  'You can withdraw up to £400 a day at cash machines. Withdrawals abroad cost 1.5% with a minimum of £2. You must be 18 or over to ask for a higher limit, which lasts for 24 hours.',
  'International transfers take 3 to 5 working days and cost £12. You can cancel a transfer within 30 minutes. Write to transfers@larkhaven.example if a transfer is missing after 10 days.',
  'Your statement is ready on 1 March 2027. We keep statements for 7 years. A paper copy costs £3.95 per statement and is sent by post every month. You need a photo ID to ask for one.',
  'Dogs are allowed in all carriages. A dog ticket costs €4 per trip. You may cancel the booking up to 48 hours before departure; later the fare is not refundable. The desk is open daily from 9:00 to 17:30.',
  'The warranty covers the battery for 2 years and the frame for 6 months. Repairs usually take 10 days. You must not open the case yourself. Write to repairs@cyclery.example or call 01632 960774.',
];

/** One fact of a text said wrongly: its kind, and the text with the fault. */
export interface Mutation {
  readonly kind: string;
  readonly text: string;
}

type Change = (match: string, by: number) => string | null;

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'];
const units: Readonly<Record<string, string>> = {
  minutes: 'hours',
  hours: 'days',
  days: 'weeks',
  weeks: 'months',
  months: 'years',
  years: 'months',
};

/** What can be said wrongly, and how. A change returns null where it would change nothing. */
const changes: readonly (readonly [string, RegExp, Change])[] = [
  [
    'money',
    /[£€$]\d[\d,]*(?:\.\d+)?(?!\d)/g,
    (text, by) => `${text[0]}${Number(text.slice(1).replaceAll(',', '')) + by}`,
  ],
  ['percentage', /\b\d+(?:\.\d+)?(?=%)/g, (text, by) => String(Number(text) + by)],
  [
    'duration',
    /\b\d{1,3}(?= (?:working |business |calendar )?(?:minutes|hours|days|weeks|months|years)\b)/g,
    (text, by) => String(Number(text) + by),
  ],
  ['duration unit', /(?<=\b\d{1,3} )(?:minutes|hours|days|weeks|months|years)\b/g, (text) => units[text] ?? null],
  ['hour', /(?<![:.])\b\d{1,2}(?=\s?[ap]m\b)/g, (text, by) => String(((Number(text) + by - 1) % 12) + 1)],
  [
    'phone',
    /\b(?:0\d{3,4} \d{6}|1?-?\d{3}-\d{3}-\d{4})\b/g,
    (text, by) => text.slice(0, -1) + ((Number(text.at(-1)) + by) % 10),
  ],
  ['mail', /(?<![/\w.+-])[\w.+-]+(?=@[\w-]+\.[a-z]{2,})/g, (text, by) => `${text}${by}`],
  [
    'date',
    /\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October)\b/g,
    (text, by) => {
      const [day, month = ''] = text.split(' ');
      return `${day} ${months[(months.indexOf(month) + by) % months.length]}`;
    },
  ],
  [
    'number',
    /\b[2-9](?= (?:times|copies|people|cards|attempts|tickets|books|adults|children|members|users)\b)/g,
    (text, by) => String(Number(text) + by),
  ],
  // Said of the customer: "you can", "you must"; a permission denied, a duty lifted.
  [
    'negation',
    /\b[Yy]ou (?:can|must|may|should|will)\b(?! not|'t|not| \w+ only| only| also| no | still| either)/g,
    (text) => `${text} not`,
  ],
  [
    'negation',
    /\b(?:is|are) (?=(?:allowed|required|included|refundable|available|covered|permitted|accepted)\b)/g,
    (text) => `${text}not `,
  ],
];

// "24 hours a day" cannot be said of 25; what stands after "for example" binds nobody.
const example = /\b(?:for example|for instance|e\.g\.|such as)(?![^.]*\. |[^(]*\))/i;

/** Every way to say one fact of the text wrongly; `seed` decides by how much. */
export function mutationsOf(text: string, seed: number): readonly Mutation[] {
  return changes.flatMap(([kind, pattern, change]) =>
    [...text.matchAll(pattern)].flatMap((match, index) => {
      const rest = text.slice(/duration unit/.test(kind) ? match.index - 3 : match.index);
      if (/^\D?(?:24 hours a day|7 days a week)/.test(rest.trim()) || example.test(text.slice(0, match.index)))
        return [];
      const changed = change(match[0], 1 + ((seed + index) % 5));
      const whole =
        changed === null ? text : text.slice(0, match.index) + changed + text.slice(match.index + match[0].length);
      return whole === text ? [] : [{ kind, text: whole }];
    }),
  );
}
