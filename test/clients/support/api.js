/** Where the service runs. */
export const origin = requireOrigin();

/** Bearer tokens of staff of the demo bank; undefined where the service was not started by run.mjs. */
export const staff = {
  editor: process.env.UNIVOCAL_EDITOR_TOKEN,
  reviewer: process.env.UNIVOCAL_REVIEWER_TOKEN,
  agent: process.env.UNIVOCAL_AGENT_TOKEN,
};

/** Why a test that publishes cannot run; false when it can. */
export const cannotPublish =
  staff.editor && staff.reviewer && staff.agent
    ? false
    : 'nobody of the staff is signed in: let run.mjs start the service';

/** Asks the API itself, as anyone or as the bearer of a token. */
export async function graphql(query, variables, token) {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(errors[0].message);
  return data;
}

function requireOrigin() {
  const value = process.env.UNIVOCAL_URL;
  if (!value) throw new Error('UNIVOCAL_URL must name the running service, such as http://127.0.0.1:4000.');
  return value.replace(/\/+$/, '');
}
