import { approvedDraft, required, reworded } from '../support/editing.js';

/** Puts a new text of the answer and a new value of its fact into one release, made by one person and approved by another; gives what publishes it. */
export async function prepareRelease({ editor, reviewer }, { key, fact, value }) {
  const { stated } = await state(editor, { key: fact, value, source: 'Tariff notice of the clients' });
  await approvedDraft(key, reworded('a day or hour for', 'the day or the hour of'), { editor, reviewer });
  const name = `clients-${Date.now()}`;
  const { createRelease } = await editor(
    'mutation ($name: String!) { createRelease(key: $name, name: "What clients promise") { edit } }',
    { name },
  );
  const step = (desk, field, edit, item) => onRelease(desk, { name, field, edit, item });
  const withAnswer = await step(editor, 'addToRelease', createRelease.edit, { answer: key });
  const withBoth = await step(editor, 'addToRelease', withAnswer.release.edit, { statement: stated });
  const { release } = await step(reviewer, 'approveRelease', withBoth.release.edit);
  return () => step(reviewer, 'publishRelease', release.edit);
}

async function state(editor, input) {
  const mutation = `mutation ($input: StateFactInput!) { step: stateFact(input: $input) {
    __typename ... on FactStated { statement } ... on FactOverlap { message } } }`;
  return { stated: required(await editor(mutation, { input }), 'FactStated').statement };
}

async function onRelease(desk, { name, field, edit, item }) {
  const isSwitch = field === 'publishRelease';
  const given = item ? ['$item: ReleaseItemInput!', 'item: $item'] : ['', ''];
  const outcome = isSwitch
    ? '... on ReleaseSwitched { snapshotSequence }'
    : '... on ReleaseChanged { release { edit obstacles } }';
  const blocked = field === 'addToRelease' ? '' : '... on Blocked { obstacles }';
  const mutation = `mutation ($name: String!, $edit: Int!, ${given[0]}) {
    step: ${field}(key: $name, expectedEdit: $edit, ${given[1]}) { __typename ${outcome} ${blocked} } }`;
  return required(
    await desk(mutation, { name, edit, ...(item ? { item } : {}) }),
    isSwitch ? 'ReleaseSwitched' : 'ReleaseChanged',
  );
}
