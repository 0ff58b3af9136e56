import { describe, expect, it } from 'vitest';
import type { Held, Received } from './bench/bot-customer.js';
import { conversationFaults } from './bench/conversation-faults.js';

const [greeting, asked, answer, more]: readonly Received[] = [
  { id: 'c|0000001', type: 'message', text: 'Hello.' },
  { id: 'c|0000002', type: 'message', text: 'What is it?' },
  { id: 'c|0000003', type: 'message', text: 'It is this.', replyToId: 'c|0000002' },
  { id: 'c|0000004', type: 'message', text: 'And that.', replyToId: 'c|0000002' },
];
const history = [greeting, asked, answer, more] as Received[];

const faults = (held: Partial<Held>): readonly string[] =>
  conversationFaults({
    way: 'websocket',
    received: history,
    history,
    asked: [{ id: 'c|0000002', ms: 1 }],
    ...held,
  });

describe('the bench of the bot', () => {
  it('finds nothing where the client got all that was said, once and in order, or has not read the last of it yet', () => {
    expect(faults({})).toEqual([]);
    expect(faults({ received: history.slice(0, 3) })).toEqual([]);
  });

  it.each([
    ['lost', { received: [greeting, answer, more] as Received[] }, ['lost c|0000002']],
    ['repeated', { received: [...history, answer] as Received[] }, ['repeated c|0000003']],
    ['out of order', { received: [greeting, answer, asked, more] as Received[] }, ['out of order']],
    [
      'without a reply',
      { history: [greeting, asked] as Received[], received: [greeting, asked] as Received[] },
      ['no reply to c|0000002'],
    ],
    [
      'answered twice',
      {
        history: [...history, { ...answer, id: 'c|0000005' }] as Received[],
        received: history,
      },
      ['the reply to c|0000002 was given twice'],
    ],
    [
      'with a gap',
      { history: [greeting, asked, { ...answer, id: 'c|0000009' }] as Received[], received: [greeting] as Received[] },
      ['the history has a gap'],
    ],
  ])('finds what was %s', (_what, held, found) => {
    expect(faults(held)).toEqual(found);
  });
});
