import type { Phrasing } from '../../src/matching/index.js';

const asked: Readonly<Record<string, readonly string[]>> = {
  'abroad-fee': [
    'What does it cost to pay abroad?',
    'Is there a fee for using my card in another country?',
    'How much do you charge for purchases in a foreign currency?',
    'Do I pay extra when I travel?',
    'foreign transaction fee',
  ],
  'card-lost': [
    'I lost my card',
    'My card was stolen, what now?',
    'How do I block a lost card?',
    "I can't find my debit card anywhere",
    'Somebody took my wallet with the card in it',
  ],
  'change-address': [
    'I have moved, how do I tell you?',
    'Change my address',
    'Where do I update my postal address?',
    'My new address is not in the app',
    'How can I correct my street and town?',
  ],
  'close-account': [
    'I want to close my account',
    'How do I cancel my account with you?',
    'Please delete my account',
    'What happens to my money when I leave the bank?',
    'Terminate my current account',
  ],
  'forgot-pin': [
    'I forgot my PIN',
    'How do I see my PIN again?',
    'Can I change the PIN of my card?',
    'My PIN is blocked after three tries',
    'Where do I find my secret number?',
  ],
  'transfer-time': [
    'How long does a transfer take?',
    'When will my money arrive?',
    'My transfer has not arrived yet',
    'Are transfers instant?',
    'How many days until the recipient has the money?',
  ],
};

/** Six answers of a bank with five phrasings each. */
export const smallBank: readonly Phrasing[] = Object.entries(asked).flatMap(([answerKey, texts]) =>
  texts.map((text) => ({ answerKey, text })),
);
