import type { SampleKnowledge } from './sample-api.js';

/** A handful of Larkhaven Bank's answers, enough for every kind of page. */
export const larkhaven: SampleKnowledge = {
  staffCredential: 'staff-token',
  topics: {
    cards: 'Cards',
    'cards.delivery': 'Card delivery',
    'cards.security': 'Lost cards and PINs',
    transfers: 'Transfers',
    empty: 'Mortgages',
    service: 'Contact and service',
    internal: 'For staff only',
  },
  answers: [
    {
      key: 'card-delivery-estimate',
      topic: 'cards.delivery',
      number: 3,
      significance: 'MAJOR',
      changeNote: 'Standard delivery is now 5 working days.',
      earlier: [
        {
          number: 2,
          significance: 'MAJOR',
          effectiveFrom: '2025-07-22T00:00:00.000Z',
          recordedAt: '2025-07-20T00:00:00.000Z',
          supersededAt: '2026-02-10T00:00:00.000Z',
          changeNote: 'The days are counted from the order.',
        },
      ],
      related: ['card-arrival', 'bot-greeting'],
      mustSay: ['Standard delivery takes 5 working days.'],
      texts: {
        en: {
          question: 'How long does a new card take to arrive?',
          html: '<p>Standard delivery takes <strong>5 working days</strong>. Express delivery takes 1 to 2 working days and costs £12.</p>\n<h2>Before you order</h2>\n<ol>\n<li>Check your address in the app under <em>Profile</em>.</li>\n<li>Choose standard or express.</li>\n<li>Follow the card under <a href="/help/card-arrival">where your card is</a>.</li>\n</ol>\n<table>\n<thead><tr><th scope="col">Delivery</th><th scope="col">Time</th><th scope="col">Price</th></tr></thead>\n<tbody>\n<tr><td>Standard</td><td>5 working days</td><td>free</td></tr>\n<tr><td>Express</td><td>1 to 2 working days</td><td>£12</td></tr>\n</tbody>\n</table>',
          text: 'Standard delivery takes 5 working days. Express delivery takes 1 to 2 working days and costs £12.\n\n1. Check your address in the app under Profile.\n2. Choose standard or express.',
        },
        de: {
          question: 'Wie lange dauert es, bis eine neue Karte ankommt?',
          html: '<p>Die Standardlieferung dauert <strong>5 Werktage</strong>. Die Expresslieferung dauert 1 bis 2 Werktage und kostet 12 £.</p>',
          isOutdated: true,
        },
        ar: {
          question: 'كم يستغرق وصول البطاقة الجديدة؟',
          html: '<p>يستغرق التوصيل العادي <strong>5 أيام عمل</strong>. ويستغرق التوصيل السريع من يوم إلى يومي عمل، وتكلفته 12 جنيهًا إسترلينيًا.</p><ul><li>تحقق من عنوانك في التطبيق.</li><li>اختر التوصيل العادي أو السريع.</li></ul>',
        },
      },
    },
    {
      key: 'card-arrival',
      topic: 'cards.delivery',
      texts: { en: { question: 'Where is my new card?', html: '<p>Follow it in the app under Cards.</p>' } },
    },
    {
      key: 'lost-or-stolen-card',
      topic: 'cards.security',
      texts: {
        en: {
          question: 'My card is lost or stolen. What do I do?',
          html: '<p>Freeze the card in the app, then call 01632 960120, day or night.</p>',
        },
      },
    },
    {
      key: 'transfer-fee-business',
      topic: 'transfers',
      scope: { customer: 'business' },
      number: 1,
      significance: 'MAJOR',
      changeNote: 'First published.',
      texts: {
        en: { question: 'What does a transfer abroad cost?', html: '<p>A transfer abroad costs £3.</p>' },
      },
    },
    {
      key: 'being-corrected',
      topic: 'transfers',
      unservable: true,
      texts: { en: { question: 'What is the rate today?', html: '<p>1.75%</p>' } },
    },
    {
      key: 'bot-greeting',
      topic: 'service',
      texts: { en: { question: 'What does the bot say when a chat starts?', html: '<p>Hello.</p>' } },
    },
    {
      key: 'talk-to-a-person',
      topic: 'service',
      texts: { en: { question: 'How do I talk to a person?', html: '<p>Type agent in the chat.</p>' } },
    },
    {
      key: 'staff-goodwill-refund',
      topic: 'internal',
      audience: 'STAFF',
      texts: {
        en: { question: 'How much may I refund as goodwill?', html: '<p>Up to £25 without asking.</p>' },
      },
    },
  ],
};
