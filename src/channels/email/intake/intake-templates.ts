import { system } from '../../../access/index.js';
import type { MailContext } from '../send-template.js';
import { saveTemplate } from '../save-template.js';
import { directionOf, type Template } from '../template.js';
import { hasTemplate } from '../template.store.js';

/** The templates of the mails about mails. */
export const intakeKeys = {
  received: 'inquiry-received',
  closed: 'inquiry-closed',
  reply: 'reply-to-question',
} as const;

/** Keeps the templates that nobody has written under their keys yet; who has saved others has those. */
export async function ensureIntakeTemplates({ db, clock }: Pick<MailContext, 'db' | 'clock'>): Promise<void> {
  for (const key of Object.values(intakeKeys)) {
    if (await hasTemplate(db, key)) continue;
    for (const template of templates.filter((one) => one.key === key))
      await saveTemplate({ db, clock, actor: system }, template);
  }
}

interface Words {
  readonly receivedSubject: string;
  readonly received: readonly string[];
  readonly closedSubject: string;
  readonly outcomes: Readonly<Record<'ANSWERED' | 'PASSED_ON' | 'NO_ANSWER', string>>;
  readonly again: string;
  readonly asked: string;
}

const words: Readonly<Record<string, Words>> = {
  en: {
    receivedSubject: 'We have your mail: {{ number }}',
    received: [
      'We have your mail, and one of us will read it.',
      'Its number is {{ number }}. Please quote it if you contact us about it.',
    ],
    closedSubject: 'Your mail {{ number }} is closed',
    outcomes: {
      ANSWERED: 'We have answered your mail {{ number }} and closed it.',
      PASSED_ON: 'We have passed your mail {{ number }} on to the people who can deal with it. They will contact you.',
      NO_ANSWER: 'We have closed your mail {{ number }}. We are sorry that we have no answer to it.',
    },
    again: 'If that does not settle it, reply to this mail.',
    asked: 'You asked us:',
  },
  de: {
    receivedSubject: 'Ihre Mail ist angekommen: {{ number }}',
    received: [
      'Ihre Mail ist angekommen; jemand von uns wird sie lesen.',
      'Ihre Nummer ist {{ number }}. Bitte nennen Sie sie, wenn Sie sich deswegen an uns wenden.',
    ],
    closedSubject: 'Ihre Mail {{ number }} ist abgeschlossen',
    outcomes: {
      ANSWERED: 'Wir haben Ihre Mail {{ number }} beantwortet und abgeschlossen.',
      PASSED_ON:
        'Wir haben Ihre Mail {{ number }} an die zuständigen Kollegen weitergegeben. Sie werden sich bei Ihnen melden.',
      NO_ANSWER: 'Wir haben Ihre Mail {{ number }} abgeschlossen. Leider haben wir keine Antwort darauf.',
    },
    again: 'Ist die Sache damit nicht erledigt, antworten Sie auf diese Mail.',
    asked: 'Sie haben uns gefragt:',
  },
  es: {
    receivedSubject: 'Hemos recibido su correo: {{ number }}',
    received: [
      'Hemos recibido su correo y lo leerá una persona de nuestro equipo.',
      'Su número es {{ number }}. Indíquelo, por favor, si se pone en contacto con nosotros.',
    ],
    closedSubject: 'Su correo {{ number }} está cerrado',
    outcomes: {
      ANSWERED: 'Hemos respondido a su correo {{ number }} y lo hemos cerrado.',
      PASSED_ON:
        'Hemos pasado su correo {{ number }} a quienes pueden ocuparse de él. Se pondrán en contacto con usted.',
      NO_ANSWER: 'Hemos cerrado su correo {{ number }}. Lamentamos no tener una respuesta.',
    },
    again: 'Si esto no lo resuelve, responda a este correo.',
    asked: 'Nos preguntó:',
  },
  ar: {
    receivedSubject: 'وصلتنا رسالتك: {{ number }}',
    received: ['وصلتنا رسالتك وسيقرؤها أحدنا.', 'رقمها {{ number }}. يرجى ذكره إذا اتصلت بنا بشأنها.'],
    closedSubject: 'أُغلقت رسالتك {{ number }}',
    outcomes: {
      ANSWERED: 'أجبنا عن رسالتك {{ number }} وأغلقناها.',
      PASSED_ON: 'حوّلنا رسالتك {{ number }} إلى المختصين وسيتصلون بك.',
      NO_ANSWER: 'أغلقنا رسالتك {{ number }}. نأسف لعدم وجود إجابة لدينا.',
    },
    again: 'إذا لم يُحلّ الأمر بذلك، فأجب عن هذه الرسالة.',
    asked: 'سألتنا:',
  },
};

const templates: readonly Template[] = Object.entries(words).flatMap(([locale, said]) => [
  { key: intakeKeys.received, locale, subject: said.receivedSubject, source: frame(locale, said.received.map(text)) },
  { key: intakeKeys.closed, locale, subject: said.closedSubject, source: frame(locale, closing(said)) },
  {
    key: intakeKeys.reply,
    locale,
    subject: '{% answer answer title %}',
    source: frame(locale, [text(said.asked), text('{{ question }}'), text('{% answer answer %}'), text(said.again)]),
  },
]);

function closing({ outcomes, again }: Words): readonly string[] {
  const when = Object.entries(outcomes).flatMap(([outcome, said]) => [
    `<mj-raw>{% if outcome == "${outcome}" %}</mj-raw>`,
    text(said),
    '<mj-raw>{% endif %}</mj-raw>',
  ]);
  return [...when, text(again)];
}

function text(said: string): string {
  return `<mj-text>${said}</mj-text>`;
}

function frame(locale: string, content: readonly string[]): string {
  const direction = directionOf(locale);
  const start = direction === 'rtl' ? 'right' : 'left';
  return `<mjml lang="${locale}" dir="${direction}">
  <mj-head>
    <mj-attributes>
      <mj-all font-family="-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif" />
      <mj-section direction="${direction}" />
      <mj-column direction="${direction}" />
      <mj-text align="${start}" font-size="16px" line-height="1.5" />
    </mj-attributes>
  </mj-head>
  <mj-body width="640px"><mj-section><mj-column>
${content.join('\n')}
  </mj-column></mj-section></mj-body>
</mjml>`;
}
