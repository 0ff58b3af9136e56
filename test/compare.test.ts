import { describe, expect, it } from 'vitest';
import { claimsOf, compare, type Tier, type VerdictLabel } from '../src/consistency/compare.js';

interface Case {
  readonly rule: string;
  readonly canonical: string;
  readonly observed: string;
  readonly locale?: string;
  readonly observedLocale?: string;
  readonly moment?: string;
}

const transfer =
  'Transfers to another bank cost £4.50 each. A transfer inside the country arrives within 2 working days; an international transfer takes 3 to 5 working days. You can send up to £10,000 a day in the app. Call 01632 960123 if a transfer is late. The line is open Monday to Friday from 8am to 6pm. You can cancel a transfer within 30 minutes.';
const german =
  'Eine Ersatzkarte kostet 12,50 € und kommt innerhalb von 5 Werktagen. Die Hotline ist montags bis freitags von 8 bis 18 Uhr unter 01632 960456 erreichbar.';
const spanish = 'La tarjeta nueva cuesta 6,50 € y tarda de 3 a 5 días laborables. Puede retirar hasta 400 € al día.';

describe('a channel contradicts the answer', () => {
  const contradictions: readonly (Case & { readonly kind: string })[] = [
    { rule: 'with another price', kind: 'money', canonical: transfer, observed: transfer.replace('£4.50', '£6.50') },
    {
      rule: 'with another price in one sentence',
      kind: 'money',
      canonical: transfer,
      observed: 'A transfer to another bank costs £6.50.',
    },
    { rule: 'with another currency', kind: 'money', canonical: transfer, observed: transfer.replace('£4.50', '€4.50') },
    {
      rule: 'with a price for what is free',
      kind: 'money',
      canonical: 'A replacement card is free.',
      observed: 'A replacement card costs £5.',
    },
    {
      rule: 'with another number of days',
      kind: 'duration',
      canonical: transfer,
      observed: transfer.replace('3 to 5 working days', '5 to 8 working days'),
    },
    {
      rule: 'with days for minutes',
      kind: 'duration',
      canonical: transfer,
      observed: transfer.replace('30 minutes', '2 days'),
    },
    {
      rule: 'with calendar for working days',
      kind: 'duration',
      canonical: 'We keep your parcel for 10 calendar days.',
      observed: 'We keep your parcel for 10 working days.',
    },
    {
      rule: 'with another daily limit',
      kind: 'money',
      canonical: transfer,
      observed: transfer.replace('£10,000 a day', '£1,000 a day'),
    },
    {
      rule: 'with another period for the same limit',
      kind: 'money',
      canonical: transfer,
      observed: transfer.replace('£10,000 a day', '£10,000 a month'),
    },
    {
      rule: 'with another phone number',
      kind: 'phone',
      canonical: transfer,
      observed: transfer.replace('960123', '960132'),
    },
    { rule: 'with other opening hours', kind: 'hours', canonical: transfer, observed: transfer.replace('6pm', '8pm') },
    {
      rule: 'with a day that is closed',
      kind: 'hours',
      canonical: 'We are closed on Sundays.',
      observed: 'We are open Monday to Sunday from 9am to 5pm.',
    },
    {
      rule: 'with another date',
      kind: 'date',
      canonical: 'Apply by 31 March 2027 for the grant.',
      observed: 'Apply by 30 April 2027 for the grant.',
    },
    {
      rule: 'with another percentage',
      kind: 'percentage',
      canonical: 'The interest rate on savings is 3.25% a year.',
      observed: 'The interest rate on savings is 3.75% a year.',
    },
    {
      rule: 'with another address',
      kind: 'email',
      canonical: 'Write to help@larkhaven.example.',
      observed: 'Write to support@larkhaven.example.',
    },
    {
      rule: 'with another frequency',
      kind: 'frequency',
      canonical: 'Statements are sent every month by post.',
      observed: 'Statements are sent every week by post.',
    },
    {
      rule: 'with the bound turned round',
      kind: 'bound',
      canonical: 'You qualify if your income is below £31,000.',
      observed: 'You qualify if your income is above £31,000.',
    },
    {
      rule: 'with two values exchanged',
      kind: 'swapped',
      canonical: 'Standard delivery costs £3. Express delivery costs £7.',
      observed: 'Standard delivery costs £7. Express delivery costs £3.',
    },
    {
      rule: 'by denying it',
      kind: 'polarity',
      canonical: 'You can use the card abroad.',
      observed: 'You cannot use the card abroad.',
    },
    {
      rule: 'by answering no',
      kind: 'polarity',
      canonical: 'Yes, your phone is covered abroad.',
      observed: 'No, your phone has no cover abroad.',
    },
    {
      rule: 'by denying it with the same words',
      kind: 'polarity',
      canonical: 'Call us. We have no branches.',
      observed: 'We have branches, too: come in and ask.',
    },
    {
      rule: 'by allowing what must not be',
      kind: 'polarity',
      canonical: 'Dogs must not be left alone.',
      observed: 'You may leave your dogs alone in the room.',
    },
    {
      rule: 'by denying one of a list',
      kind: 'polarity',
      canonical: 'Order repeat prescriptions online, in the app, at reception or by phone.',
      observed: 'We do not take orders by phone.',
    },
    {
      rule: 'by allowing more than the one group',
      kind: 'polarity',
      canonical: 'Dogs are welcome in all rooms. Cats are not allowed.',
      observed: 'Dogs and cats are welcome in all rooms.',
    },
    {
      rule: 'with "all" for "only"',
      kind: 'only',
      canonical: 'Only account owners can see invoices.',
      observed: 'All members can see invoices.',
    },
    {
      rule: 'with a list for the only way',
      kind: 'only',
      canonical: 'We only accept a passport.',
      observed: 'We accept a passport, a driving licence or a residence permit.',
    },
    {
      rule: 'with "at any time" for a deadline',
      kind: 'duration',
      canonical: 'You can extend the warranty to 5 years for €49 within 30 days of purchase.',
      observed: 'You can extend the warranty to 5 years for €49 at any time.',
    },
    {
      rule: 'with any number for a limit',
      kind: 'number',
      canonical: 'Adults can borrow up to 12 books for 3 weeks.',
      observed: 'You can borrow as many books as you like for 3 weeks.',
    },
    {
      rule: 'with another number of what was named before',
      kind: 'number',
      canonical: 'Each disposable card works once.\n\n- The limit is 5 a day. The count starts again at midnight.',
      observed: 'Yes. The limit is 3 disposable cards a day, and the count starts again at midnight.',
    },
    {
      rule: 'in the row of a table',
      kind: 'money',
      canonical: '| What | Fee |\n|---|---|\n| Replacement card | £5 |\n| Express card delivery | £12 |',
      observed: 'A replacement card costs £5. Express delivery costs £10.',
    },
    { rule: 'in German', kind: 'money', locale: 'de', canonical: german, observed: german.replace('12,50', '15,50') },
    {
      rule: 'in German about the phone',
      kind: 'phone',
      locale: 'de',
      canonical: german,
      observed: german.replace('960456', '960465'),
    },
    { rule: 'in Spanish', kind: 'money', locale: 'es', canonical: spanish, observed: spanish.replace('400', '600') },
    {
      rule: 'across languages',
      kind: 'money',
      locale: 'en',
      observedLocale: 'es',
      canonical: 'A new card costs €6.50. You can withdraw up to €400 a day.',
      observed: spanish.replace('400', '600'),
    },
  ];
  it.each(contradictions)('$rule', ({ kind, rule: _rule, ...input }) => {
    const comparison = compare(input);
    expect(comparison).toMatchObject({ verdict: 'contradicts', tier: 'alert' });
    expect(comparison.differences.filter(({ tier }) => tier === 'alert').map((found) => found.kind)).toContain(kind);
  });

  it('with one difference for one changed value, quoted from both texts', () => {
    const observed = `**Hello!** ${transfer.replace('£4.50', '£6.50')}`;
    const found = compare({ canonical: transfer, observed }).differences.filter(({ tier }) => tier === 'alert');
    expect(found).toHaveLength(1);
    expect(transfer.slice(found[0]?.a?.span.start, found[0]?.a?.span.end)).toContain('£4.50');
    expect(observed.slice(found[0]?.b?.span.start, found[0]?.b?.span.end)).toContain('£6.50');
  });

  it('with the same signature wherever the difference stands', () => {
    const observed = transfer.replace('£4.50', '£6.50');
    const [here, later] = [observed, `Thank you for your message. ${observed}`].map(
      (text) => compare({ canonical: transfer, observed: text }).differences[0]?.signature,
    );
    expect(here).toBe(later);
  });
});

describe('a channel is not accused', () => {
  const decoys: readonly Case[] = [
    { rule: 'of another way to write money', canonical: 'The fee is £45.00.', observed: 'The fee is 45 pounds.' },
    {
      rule: 'of two weeks for 14 days',
      canonical: 'Return it within two weeks.',
      observed: 'Return it within 14 days.',
    },
    {
      rule: 'of a day written in hours',
      canonical: 'Report it within 48 hours.',
      observed: 'Report it within two days.',
    },
    {
      rule: 'of a number word',
      canonical: 'You have three attempts to enter your PIN.',
      observed: 'You have 3 attempts to enter your PIN.',
    },
    { rule: 'of a local number format', canonical: 'The limit is €1,200.50.', observed: 'The limit is 1.200,50 €.' },
    { rule: 'of a phone number without blanks', canonical: 'Call 01632 960 123.', observed: 'Call +44 1632960123.' },
    {
      rule: 'of "free" for no fee',
      canonical: 'A replacement card is free of charge.',
      observed: 'There is no fee for a replacement card. It costs £0.',
    },
    {
      rule: 'of a past value',
      canonical: 'A transfer costs £45.',
      observed: 'A transfer costs £45. Before April it was £40.',
    },
    { rule: 'of only a past value', canonical: 'A transfer costs £45.', observed: 'Before April a transfer was £40.' },
    { rule: 'of what used to hold', canonical: 'A transfer costs £45.', observed: 'A transfer used to cost £40.' },
    {
      rule: 'of a future value',
      canonical: 'A transfer costs £45 today.',
      observed: 'From 1 April 2031 a transfer will cost £50.',
      moment: '2026-11-23',
    },
    {
      rule: 'of an example amount',
      canonical: 'We charge 2% of the amount you exchange.',
      observed: 'We charge 2% of the amount. For example, if you exchange £300, the charge is £6.',
    },
    {
      rule: 'of two different examples',
      canonical: 'We charge 2%. For example, on £100 you pay £2.',
      observed: 'We charge 2%. For example, on £500 you pay £10.',
    },
    {
      rule: 'of a value for other customers',
      canonical: 'A personal account costs £5 a month.',
      observed: 'For business accounts the monthly fee is £9.',
    },
    {
      rule: 'of a value for other customers beside the same',
      canonical: 'The account costs £5 a month.',
      observed: 'The account costs £5 a month. For business customers it costs £9 a month.',
    },
    {
      rule: 'of the same number about something else',
      canonical: 'A card arrives within 5 working days.',
      observed: 'You may hold 5 cards. A card arrives within 5 working days.',
    },
    {
      rule: 'of a value about something else',
      canonical: 'A replacement card costs £5.',
      observed: 'Cash withdrawals abroad cost £2.',
    },
    {
      rule: 'of a rough value inside the range',
      canonical: 'A refund takes 5–10 days.',
      observed: 'A refund usually takes 7 days.',
    },
    {
      rule: 'of a yearly price for a monthly one',
      canonical: 'The plan costs £5 a month.',
      observed: 'The plan costs £60 a year.',
    },
    {
      rule: 'of a condition that sounds like the title',
      canonical: 'Hold the card to your phone. If the app does not accept the card, call us.',
      observed:
        'Linking a card you have to the app\n\nHold the card to your phone. If the app does not accept the card, call us.',
    },
    {
      rule: 'of the name of a button',
      canonical: 'Tap **Card not here** under **Track delivery**.',
      observed: 'Open Cards in the app, choose the card and tap Track delivery.',
    },
    {
      rule: 'of the address of a link',
      canonical: 'See [how we check](https://help.example/check) before you write.',
      observed: 'See how we check (https://help.example/check) before you write.',
    },
    {
      rule: 'of a further item beside "only"',
      canonical: 'You can pay only by card.',
      observed: 'You can pay by card and see every receipt in the app.',
    },
    {
      rule: 'of hours written shortly',
      canonical: 'We are open Monday to Friday from 9am to 5pm.',
      observed: 'Open Mon–Fri 9:00–17:00.',
    },
    {
      rule: 'of hours grouped otherwise',
      canonical: 'Open Monday to Friday 9:00-17:00 and Saturday 9:00-17:00.',
      observed: 'Open Mon-Sat 9:00-17:00.',
    },
    {
      rule: 'of another document number',
      canonical: 'See section 4.2 for the fees.',
      observed: 'See section 4.3 for the fees.',
    },
    {
      rule: 'of another bound said with a negation',
      canonical: 'A bag may weigh at most 23 kg.',
      observed: 'No bag may weigh more than 23 kg.',
    },
    {
      rule: 'in another language',
      canonical: 'A new card costs €6.50. You can withdraw up to €400 a day.',
      observed: spanish,
      locale: 'en',
      observedLocale: 'es',
    },
    {
      rule: 'in German words',
      canonical: 'Sie haben 14 Tage Zeit. Die Karte kostet 1.200,50 €.',
      observed: 'Sie haben zwei Wochen Zeit. Die Karte kostet 1200,50 Euro.',
      locale: 'de',
    },
    { rule: 'for a shorter answer', canonical: transfer, observed: 'You can cancel a transfer within 30 minutes.' },
    {
      rule: 'for one of five durations',
      canonical: transfer,
      observed: 'International transfers take 3–5 business days, transfers within the country 2 business days.',
    },
  ];
  it.each(decoys)('$rule', ({ rule: _rule, ...input }) => {
    const { verdict, tier, differences } = compare(input);
    expect({ verdict, tier, differences: differences.filter((found) => found.tier !== 'info') }).toMatchObject({
      differences: [],
    });
    expect(verdict).not.toBe('contradicts');
  });
});

describe('what is missing or added', () => {
  const cases: readonly (Case & { readonly verdict: VerdictLabel; readonly tier: Tier | null })[] = [
    {
      rule: 'a shorter answer is incomplete',
      verdict: 'incomplete',
      tier: 'info',
      canonical: transfer,
      observed: 'Transfers to another bank cost £4.50 each.',
    },
    {
      rule: 'a further statement is extra',
      verdict: 'extra',
      tier: 'info',
      canonical: 'Transfers cost £4.50.',
      observed: 'Transfers cost £4.50. Deposits of coins are counted at every branch.',
    },
    {
      rule: 'an answer to another question is unrelated',
      verdict: 'unrelated',
      tier: null,
      canonical: transfer,
      observed: 'Choose a colour for your new card under Settings.',
    },
    { rule: 'an equal text is the same', verdict: 'same', tier: null, canonical: transfer, observed: transfer },
  ];
  it.each(cases)('$rule', ({ verdict, tier, rule: _rule, ...input }) => {
    expect(compare(input)).toMatchObject({ verdict, tier });
  });

  it('a must-say clause is missed unless it is said or the full answer is linked', () => {
    const mustSay = ['You can cancel within 30 minutes.'];
    const omits = (observed: string) => compare({ canonical: transfer, observed, mustSay }).omits;
    expect(omits('Transfers cost £4.50.')).toEqual(mustSay);
    expect(omits('Transfers cost £4.50. Cancel it within half an hour? You can cancel within 30 minutes.')).toEqual([]);
    expect(omits('Transfers cost £4.50. Full answer: https://larkhaven.example/transfers')).toEqual([]);
    expect(omits('Transfers cost £4.50. You can cancel within 45 minutes.')).toEqual(mustSay);
  });
});

describe('a must-say clause', () => {
  const clause = {
    price: 'A personal account costs £0 per month.',
    refund: 'A refund reaches your account 5 to 10 working days after the shop sends it.',
    missing: 'If it has not come 10 working days after we sent it, tell us and we will send a new one free of charge.',
    code: 'Never give this code to anyone, even if they say they work for us.',
    line: 'The lost card line 01632 960911 is open day and night, every day.',
  };
  const cases: readonly {
    readonly rule: string;
    readonly clause: string;
    readonly text: string;
    readonly said: boolean;
  }[] = [
    {
      rule: 'as a price of nothing',
      clause: clause.price,
      text: 'A personal account does not cost you anything.',
      said: true,
    },
    {
      rule: 'not with another price',
      clause: clause.price,
      text: 'A personal account costs £2 per month.',
      said: false,
    },
    {
      rule: 'roughly, inside its range',
      clause: clause.refund,
      text: 'A refund is usually on your account about seven working days after the shop sends it.',
      said: true,
    },
    {
      rule: 'not roughly, outside its range',
      clause: clause.refund,
      text: 'A refund is usually on your account about fifteen working days after the shop sends it.',
      said: false,
    },
    {
      rule: 'in number words',
      clause: clause.missing,
      text: 'If it has not come ten working days after we sent it, we send you a new one, and you do not pay for that.',
      said: true,
    },
    {
      rule: 'not without its value',
      clause: clause.missing,
      text: 'If it has not come, tell us and we send you a new one free of charge.',
      said: false,
    },
    {
      rule: 'in other words',
      clause: clause.code,
      text: 'Give this code to nobody, even if they claim to work for us.',
      said: true,
    },
    {
      rule: 'not where only its subject is named',
      clause: clause.code,
      text: 'The code stands in the app of your other bank.',
      said: false,
    },
    {
      rule: 'as hours written otherwise',
      clause: clause.line,
      text: 'The lost card line, 01632 960911, is open 24 hours a day, 7 days a week.',
      said: true,
    },
  ];
  it.each(cases)('is said $rule', ({ clause: wanted, text, said }) => {
    const observed = `Hello. ${text} You see it in the app.`;
    expect(compare({ canonical: wanted, observed, mustSay: [wanted] }).omits).toEqual(said ? [] : [wanted]);
  });
});

describe('the claims of a text', () => {
  it('are typed, normalised and quoted', () => {
    const text = 'It costs **£3.95** and takes 3 to 5 working days. Call 01632 960123.';
    const claims = claimsOf(text);
    expect(claims.filter(({ modality }) => modality === 'says').map(({ type, value }) => [type, value])).toEqual([
      ['money', 'money:GBP 3.95'],
      ['duration', 'duration:3-5 workday'],
      ['phone', 'phone:1632960123'],
    ]);
    expect(
      claims.filter(({ modality }) => modality === 'says').map(({ span }) => text.slice(span.start, span.end)),
    ).toEqual(['£3.95', '3 to 5 working days', '01632 960123']);
  });
});
