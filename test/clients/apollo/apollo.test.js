import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gql } from '@apollo/client';
import { cannotPublish } from '../support/api.js';
import { openApollo } from '../support/apollo.js';
import { changeAnswer, reworded } from '../support/editing.js';
import { until } from '../support/until.js';

const key = 'activate-my-card';
const words = 'key title rendition(channel: "webchat", locale: "en") { text version }';
const watched = gql(`query ($key: String!) { answer(key: $key, channel: "webchat", locale: "en") { ${words} } }`);
const told = gql(`subscription ($keys: [String!], $after: Int) {
  answerChanged(keys: $keys, afterSequence: $after) { key snapshotSequence answer { ${words} } }
}`);

describe('Apollo Client 4 with graphql-ws, unmodified', { skip: cannotPublish }, () => {
  it('has its cache brought up to date by a subscription, so that what is on the screen changes without asking again', async () => {
    const { client, close } = openApollo();
    const [seen, events] = [[], []];
    let asked = 0;
    try {
      const { snapshot } = (await client.query({ query: gql('{ snapshot { sequence } }') })).data;
      const screen = client.watchQuery({ query: watched, variables: { key }, fetchPolicy: 'cache-first' });
      const watching = screen.subscribe(({ data }) => data?.answer && seen.push(data.answer.rendition));
      const listening = client
        .subscribe({ query: told, variables: { keys: [key], after: snapshot.sequence } })
        .subscribe(({ data, error }) => events.push(error ?? data.answerChanged));
      const before = await until(() => seen.at(-1), { what: 'the answer on the screen' });
      asked = seen.length;

      const changed = await changeAnswer(key, reworded('The card works straight away', 'The card works at once'));
      const now = await until(() => seen.find(({ version }) => version === changed.version), {
        what: 'the new version',
      });
      assert.notEqual(now.text, before.text);
      assert.equal(seen.length, asked + 1);
      // It may be told twice, and shows once.
      assert.deepEqual([...new Set(events.map((event) => event.key))], [key]);
      assert.ok(events[0].snapshotSequence >= changed.snapshotSequence);
      assert.equal(client.readQuery({ query: watched, variables: { key } }).answer.rendition.text, now.text);
      watching.unsubscribe();
      listening.unsubscribe();
    } finally {
      await close();
    }
  });
});
