// "Was this helpful?" under an answer, and the vote as Direct Line clients send it.
import { button, make } from './dom.js';

/** The name under which Web Chat sends a vote too. */
export const voteEvent = 'webchat:activity-status/feedback';

/** Two buttons of which one can be pressed; `show` marks a vote that is given, null none. */
export function voteRow(words, onVote) {
  const question = make('span', {}, words.helpful);
  const buttons = [
    ['upvote', words.yes],
    ['downvote', words.no],
  ].map(([option, title]) => ({ option, node: button(title, 'vote-button', () => onVote(option)) }));
  const show = (given) => {
    for (const { option, node } of buttons) node.setAttribute('aria-pressed', String(option === given));
    question.textContent = given === null ? words.helpful : words.thanks;
  };
  show(null);
  // A live region would read the question out after each answer.
  const node = make(
    'div',
    { class: 'vote', part: 'vote', role: 'group', 'aria-label': words.helpful, 'aria-live': 'off', lang: words.lang },
    question,
    ...buttons.map((one) => one.node),
  );
  return { node, show };
}

/** The event that carries a vote: what the bot's message offers, sent back as it is, for the bot reads in it what the vote is about. */
export function voteOn({ id, entities, channelData }, option, clientActivityID) {
  const action = offeredIn(entities).find(({ actionOption }) => actionOption === option);
  const { answer, version, receipt } = channelData;
  return {
    type: 'event',
    name: voteEvent,
    entities: [{ ...action, actionStatus: 'CompletedActionStatus' }],
    value: { activity: id, answer, version, receipt, vote: option },
    channelData: { clientActivityID },
  };
}

/** Whether a message can be voted on. */
export function offersVotes({ entities }) {
  return offeredIn(entities).length === 2;
}

function offeredIn(entities = []) {
  return entities.filter((entity) => entity['@type'] === 'VoteAction');
}
