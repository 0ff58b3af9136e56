import { graphql, staff } from './api.js';

const byFetch = {
  editor: (query, variables) => graphql(query, variables, staff.editor),
  reviewer: (query, variables) => graphql(query, variables, staff.reviewer),
};

/** Gives an answer another text in the four-eyes way: one person writes and asks for review, another approves and publishes. */
export async function changeAnswer(key, change, desks = byFetch) {
  const edit = await approvedDraft(key, change, desks);
  const mutation = `mutation ($key: String!, $edit: Int!) { step: publishAnswer(key: $key, expectedEdit: $edit) {
    __typename ... on Published { version snapshotSequence } ... on Blocked { obstacles } } }`;
  return required(await desks.reviewer(mutation, { key, edit }), 'Published');
}

/** Writes a draft, has it reviewed and approved, and gives the edit that can be published. */
export async function approvedDraft(key, change, { editor, reviewer }) {
  const { answer } = await editor('query ($key: String!) { answer(key: $key) { version { body } draft { edit } } }', {
    key,
  });
  const input = {
    key,
    body: change(answer.version.body),
    changeNote: 'Said in other words.',
    significance: 'MINOR',
    expectedEdit: answer.draft?.edit ?? 0,
  };
  const saved = '{ __typename ... on DraftSaved { draft { edit } } }';
  const drafted = required(
    await editor(`mutation ($input: DraftInputType!) { step: draftAnswer(input: $input) ${saved} }`, { input }),
    'DraftSaved',
  );
  const step = async (desk, field, edit) => {
    const mutation = `mutation ($key: String!, $edit: Int!) { step: ${field}(key: $key, expectedEdit: $edit) ${saved} }`;
    return required(await desk(mutation, { key, edit }), 'DraftSaved').draft.edit;
  };
  return step(reviewer, 'approveDraft', await step(editor, 'requestReview', drafted.draft.edit));
}

/** What a step came to; fails unless it is what was wanted. */
export function required({ step }, typename) {
  if (step.__typename !== typename) throw new Error(`not ${typename}: ${JSON.stringify(step)}`);
  return step;
}

/** Says one sentence of a text in its other wording, so that every run changes what the run before has left. */
export const reworded = (one, other) => (body) => {
  if (!body.includes(one) && !body.includes(other)) throw new Error(`the answer says neither “${one}” nor “${other}”`);
  return body.includes(one) ? body.replace(one, other) : body.replace(other, one);
};
