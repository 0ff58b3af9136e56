import { describe, expect, it } from 'vitest';
import { compare } from '../src/consistency/compare.js';

interface Case {
  readonly rule: string;
  readonly canonical: string;
  readonly observed: string;
  readonly locale?: string;
}

const contradictions: Readonly<Record<string, readonly Case[]>> = {
  entity: [
    {
      rule: 'another town',
      canonical: 'Hand in the signed form at our branch in Norwich before you travel.',
      observed: 'Hand in the signed form at our branch in Ipswich before you travel.',
    },
    {
      rule: 'another firm that pays',
      canonical: 'If the seller closes the shop, Klarfeld pays the deposit back to the buyer within 14 days.',
      observed: 'If the seller closes the shop, Paywise pays the deposit back to the buyer within 14 days.',
    },
    {
      rule: 'another site to sign in to',
      canonical: 'You need to sign in to myTax to see your letters.',
      observed: 'You need to sign in to taxDesk to see your letters.',
    },
    {
      rule: 'another office',
      canonical: 'You must send the completed claim to the Family Court Registry.',
      observed: 'You must send the completed claim to the National Pension Board.',
    },
    {
      rule: 'another menu',
      canonical: 'You can block a card yourself under Cards > Security.',
      observed: 'You can block a card yourself under Profile > Limits.',
    },
    {
      rule: 'another town, in French',
      locale: 'fr',
      canonical: 'Déposez le formulaire signé dans notre agence de Nantes avant votre départ.',
      observed: 'Déposez le formulaire signé dans notre agence de Rouen avant votre départ.',
    },
  ],
  code: [
    {
      rule: 'another version',
      canonical: 'The reader works with firmware release R17 and the blue cable.',
      observed: 'The reader works with firmware release R12 and the blue cable.',
    },
  ],
  modality: [
    {
      rule: 'surely asked, perhaps asked',
      canonical: 'You will need to send a certified copy of the tenancy contract.',
      observed: 'The lender may ask you to send a certified copy of the tenancy contract.',
    },
    {
      rule: '"must" for "may"',
      canonical: 'The landlord must keep the deposit in a separate fund.',
      observed: 'The landlord may keep the deposit in a separate fund.',
    },
    {
      rule: 'perhaps asked, in Spanish',
      locale: 'es',
      canonical: 'Tiene que presentar una copia compulsada del contrato de alquiler.',
      observed: 'Puede que tenga que presentar una copia compulsada del contrato de alquiler.',
    },
  ],
  quantifier: [
    {
      rule: 'one of the documents, all documents',
      canonical: 'To open the account you must upload at least one of the documents on the list.',
      observed: 'To open the account you must upload all the documents on the list.',
    },
    {
      rule: 'in Dutch',
      locale: 'nl',
      canonical: 'U krijgt de toeslag als u aan minstens één van de voorwaarden op de lijst voldoet.',
      observed: 'U krijgt de toeslag als u aan alle voorwaarden op de lijst voldoet.',
    },
  ],
  duration: [
    {
      rule: 'a term without an end',
      canonical: 'We block the card for 24 hours after three wrong codes.',
      observed: 'We block the card permanently after three wrong codes.',
    },
  ],
  event: [
    {
      rule: 'counted from the order, not from delivery',
      canonical: 'You can send the bike back within 14 days of delivery for a refund.',
      observed: 'You can send the bike back within 14 days of your order for a refund.',
    },
    {
      rule: 'counted from the end, not from the start',
      canonical: 'We delete your files 30 days after the end of the contract.',
      observed: 'We delete your files 30 days after the start of the contract.',
    },
    {
      rule: 'in German',
      locale: 'de',
      canonical: 'Sie können das Rad innerhalb von 14 Tagen nach der Lieferung zurückgeben.',
      observed: 'Sie können das Rad innerhalb von 14 Tagen nach der Bestellung zurückgeben.',
    },
  ],
  money: [
    {
      rule: '"always free" where some pay',
      canonical: 'Parking is free for members; for guests it costs €4.',
      observed: 'Parking is always free.',
    },
  ],
  hours: [
    {
      rule: 'a closing time for what never closes',
      canonical: 'The garage is open around the clock.',
      observed: 'The garage closes at 10pm.',
    },
  ],
  polarity: [
    {
      rule: 'one of several ways denied',
      canonical: 'You can top up by bank transfer, by card or at any kiosk.',
      observed: 'You can top up by bank transfer or by card. You can no longer top up at kiosks.',
    },
    {
      rule: '"at any time" and "not before"',
      canonical: 'You can cancel the subscription at any time.',
      observed: 'You cannot cancel the subscription before the first year is over.',
    },
    {
      rule: '"at any time" and "not before", in German',
      locale: 'de',
      canonical: 'Sie können das Abo jederzeit kündigen.',
      observed: 'Sie können das Abo nicht vor Ablauf des ersten Jahres kündigen.',
    },
  ],
};

describe('two near-equal sentences contradict each other', () => {
  for (const [kind, cases] of Object.entries(contradictions)) {
    it.each(cases)(`by ${kind}: $rule`, ({ rule: _rule, ...input }) => {
      for (const { canonical, observed } of [input, { canonical: input.observed, observed: input.canonical }]) {
        const { tier, differences } = compare({ ...input, canonical, observed });
        expect({ tier, kinds: differences.filter((one) => one.tier === 'alert').map((one) => one.kind) }).toEqual({
          tier: 'alert',
          kinds: [kind],
        });
      }
    });
  }
});

const decoys: readonly Case[] = [
  {
    rule: 'an abbreviation of the name',
    canonical: 'Report it to the Office of Fair Lending before the deadline.',
    observed: 'Report it to the OFL before the deadline.',
  },
  {
    rule: 'a slip of the pen in the name',
    canonical: 'Hand in the form at our branch in Norwich.',
    observed: 'Hand in the form at our branch in Norwhich.',
  },
  {
    rule: 'another word for the same team',
    canonical: 'If it does not work, write to Customer Service with a photo.',
    observed: 'If it does not work, write to the Help Centre Team with a photo.',
  },
  {
    rule: 'another of many names in a list',
    canonical: 'We deliver to Norwich, Ipswich and Ely every week.',
    observed: 'We deliver to Norwich, Ipswich and Diss every week.',
  },
  {
    rule: 'a renamed thing with a capital',
    canonical: 'The Fees are what you pay to use the Products during the term.',
    observed: 'The Fees are what you pay to use the Service during the term.',
  },
  {
    rule: 'another section of a contract',
    canonical: 'The exclusions are set forth in Section N below.',
    observed: 'The exclusions are set forth in Section P below.',
  },
  {
    rule: 'a heading with other words',
    canonical: 'Savings Account Opening Guide',
    observed: 'Savings Account Starter Guide',
  },
  {
    rule: 'a duty under a condition',
    canonical: 'You may need to send a certified copy of the tenancy contract.',
    observed: 'You must send a certified copy of the tenancy contract if you rent your home.',
  },
  {
    rule: 'a duty for most people',
    canonical: 'You may need to send a certified copy of the tenancy contract.',
    observed: 'You will usually need to send a certified copy of the tenancy contract.',
  },
  {
    rule: 'a rough term that "may" or "will" be',
    canonical: 'The refund may take up to 5 days to arrive.',
    observed: 'The refund will take up to 5 days to arrive.',
  },
  {
    rule: '"one of" as a number',
    canonical: 'Bring one of the listed documents with you.',
    observed: 'Bring 1 of the listed documents with you.',
  },
  {
    rule: 'receipt of the order for delivery',
    canonical: 'You can send the bike back within 14 days of delivery.',
    observed: 'You can send the bike back within 14 days of receiving your order.',
  },
  {
    rule: 'the contract’s end in other words',
    canonical: 'We delete your files 30 days after the end of the contract.',
    observed: 'We delete your files 30 days after your contract ends.',
  },
  {
    rule: 'free for those who pay elsewhere',
    canonical: 'Parking is free for members. A guest card costs €4.',
    observed: 'Parking is free for members.',
  },
  {
    rule: 'another thing that closes',
    canonical: 'The garage is open around the clock.',
    observed: 'The garage is open around the clock. The ticket office closes at 10pm.',
  },
  {
    rule: 'a way that both deny',
    canonical: 'You can top up by bank transfer or by card. You cannot top up at kiosks.',
    observed: 'Top up by card or bank transfer, but not at kiosks.',
  },
  {
    rule: '"not before" about something else',
    canonical: 'You can cancel the subscription at any time.',
    observed: 'You can cancel the subscription at any time. You cannot change the plan before the first year is over.',
  },
];

describe('two near-equal sentences do not contradict each other', () => {
  it.each(decoys)('$rule', ({ rule: _rule, ...input }) => {
    for (const { canonical, observed } of [input, { canonical: input.observed, observed: input.canonical }])
      expect(compare({ ...input, canonical, observed }).differences.filter(({ tier }) => tier === 'alert')).toEqual([]);
  });
});
