import { seeded, type Random } from '../../src/matching/random.js';
import { withTypos } from './measures.js';

/** An answer of the made-up bank: how customers ask it, and how others asked it whom nothing has learned from. */
export interface AskedAnswer {
  readonly key: string;
  readonly phrasings: readonly string[];
  readonly heldOut: string;
}

/**
 * A knowledge base of any size, the same on every run. An answer is one of 576,000 combinations of a kind, a thing, a wish and a circumstance, so that
 * thousands differ from a neighbour by one word; wishes and circumstances are said in several ways, some of which other wishes share; one phrasing in ten leaves
 * out the kind, one in ten the circumstance, and one word in twenty-five is misspelt.
 */
export function phrasingBank(answers: number, phrasings: number): readonly AskedAnswer[] {
  const chosen = new Set<number>();
  const random = seeded(20_261_128);
  while (chosen.size < answers) chosen.add(Math.floor(random() * combinations));
  return [...chosen].map((combination) => {
    const own = seeded(combination);
    const said = new Set<string>();
    while (said.size <= phrasings) said.add(sentence(combination, own));
    const [heldOut = '', ...rest] = said;
    return { key: `answer-${String(combination).padStart(6, '0')}`, phrasings: rest, heldOut };
  });
}

const list = (words: string) => words.split(', ');
const kinds = list(
  'business, joint, student, gold, basic, premium, family, youth, travel, online, foreign, temporary, first, second, shared, standing, digital, paper, yearly, monthly',
);
const things = list(
  'account, debit card, credit card, savings plan, mortgage, loan, overdraft, insurance policy, statement, invoice, delivery, parcel, subscription, contract, ticket, booking, voucher, membership, direct debit, bank transfer, cheque, pension, deposit, safe, phone line, router, tariff, meter, licence, certificate, permit, refund, claim, appointment, password, profile, newsletter, receipt, order, wallet',
);
const wishes = [
  'open, start, set up, apply for',
  'close, end, shut down, get rid of',
  'cancel, stop, call off, withdraw',
  'change, modify, alter, update',
  'find, look up, locate, see',
  'pay for, settle, make a payment for',
  'get back, recover, restore, retrieve',
  'replace, exchange, get a new one of, swap',
  'renew, extend, prolong, continue',
  'transfer, move, hand over, pass on',
  'block, freeze, lock, suspend',
  'unblock, unlock, reactivate, release',
  'report, complain about, raise a problem with',
  'verify, confirm, prove, validate',
  'share, add someone to, give access to',
  'download, print, export, save a copy of',
  'correct, fix, repair, sort out',
  'compare, choose, pick, decide on',
  'insure, protect, cover, secure',
  'return, send back, give back',
  'track, follow, check on, watch',
  'upgrade, improve, get a better one of, raise the limit of',
  'downgrade, reduce, lower the limit of, cut down',
  'split, divide, share the cost of',
  'inherit, take over, be given',
  'translate, read in another language, understand',
  'delay, postpone, put off, move',
  'speed up, hurry, get faster, expedite',
  'dispute, contest, question, complain about',
  'archive, delete, erase, remove',
].map(list);
const circumstances = [
  '',
  'abroad, overseas, while travelling, in another country',
  'online, on the website, in the app',
  'by phone, over the telephone, on a call',
  'in a branch, at a counter, in person',
  'without an id, with no passport, when my papers are lost',
  'for my child, for a minor, for my daughter',
  'for my late father, after a death, for someone who has died',
  'before the end of the term, early, ahead of time',
  'after the deadline, too late, when the date has passed',
  'at the weekend, on a sunday, on a public holiday',
  'free of charge, without a fee, at no cost',
  'at once, today, immediately, right now',
  'as a company, for my firm, as an employer',
  'when i am moving, after changing my address, at a new address',
  'in a foreign currency, in dollars, in euros',
  'twice, again, a second time',
  'for someone else, on behalf of a friend, with a power of attorney',
  'if it was stolen, after a theft, when someone took it',
  'if it is damaged, when it is broken, after an accident',
  'while it is still being processed, when it is pending, before it is done',
  'at a machine, at a cash point, at a terminal',
  'with another bank, with a different provider, elsewhere',
  'with a disability, in large print, with a screen reader',
].map(list);
const frames = list(
  'how do i W T C?|how can i W T C|i want to W T C|i need to W T C please|can you help me W T C?|W T C|is it possible to W T C?|what do i do to W T C|where can i W T C?|C how do i W T|am i allowed to W T C?|please W T C|tried to W T C and it did not work|about T: i would like to W it C'.replaceAll(
    '|',
    ', ',
  ),
);
const combinations = kinds.length * things.length * wishes.length * circumstances.length;

function sentence(combination: number, random: Random): string {
  const any = (items: readonly string[]) => items[Math.floor(random() * items.length)] as string;
  const part = <Item>(items: readonly Item[], place: number) =>
    items[Math.floor(combination / place) % items.length] as Item;
  const kind = random() < 0.1 ? '' : part(kinds, 1);
  const thing = part(things, kinds.length);
  const wish = any(part(wishes, kinds.length * things.length));
  const circumstance = random() < 0.1 ? '' : any(part(circumstances, kinds.length * things.length * wishes.length));
  const words: Readonly<Record<string, string>> = {
    W: wish,
    T: `${any(['my', 'the', 'a', 'our'])} ${kind} ${thing}`,
    C: circumstance,
  };
  const text = any(frames)
    .replace(/\b[WTC]\b/gu, (letter) => words[letter] ?? '')
    .replace(/\s+/gu, ' ')
    .trim();
  return withTypos(text, 0.04, Math.floor(random() * 1e9));
}
