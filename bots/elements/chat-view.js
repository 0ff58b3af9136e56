// What a conversation looks like. It knows nothing of how messages travel.
import { button, make } from './dom.js';
import { renderMarkdown } from './markdown.js';
import { offersVotes, voteRow } from './vote.js';

const replyPatienceMs = 12_000;

/** Messages, choices, status and the field to write in. `heard` is told what the customer does: `say`, `retry`, `vote`, `startAgain`. */
export class ChatView {
  #words;
  #heard;
  #votes = new Map();
  #unsent = new Map();
  #waiting = 0;

  constructor(words, heard) {
    this.#words = words;
    this.#heard = heard;
    this.messages = make('ol', { id: 'messages', part: 'messages' });
    this.choices = make('div', {
      id: 'choices',
      part: 'choices',
      role: 'group',
      'aria-label': words.choices,
      hidden: true,
    });
    this.log = make(
      'div',
      { class: 'log', part: 'log', role: 'log', 'aria-label': words.conversation, tabindex: '0' },
      this.messages,
      this.choices,
    );
    this.status = make('p', { id: 'status', part: 'status', role: 'status' });
    this.fallback = make('slot', { hidden: true });
    this.field = fieldOf();
    this.node = make(
      'div',
      { class: 'chat', part: 'chat', lang: words.lang, dir: words.dir },
      this.log,
      this.status,
      this.fallback,
      this.#composer(),
    );
  }

  clear() {
    this.#votes.clear();
    this.#unsent.clear();
    this.messages.replaceChildren();
    this.#offer([]);
    this.settle();
  }

  stop() {
    clearTimeout(this.#waiting);
  }

  /** What the bot said. */
  showBot(activity) {
    const { id, text = '', textFormat, locale, channelData, suggestedActions } = activity;
    this.settle();
    const item = this.#bubble('bot', this.#words.bot);
    if (locale) item.lang = locale;
    item.append(textFormat === 'plain' ? text : renderMarkdown(text));
    const last = item.lastElementChild;
    if (channelData?.receipt && last?.textContent.endsWith(channelData.receipt)) mark(last, 'receipt');
    if (offersVotes(activity)) this.#addVote(id, item, activity);
    this.#add(item);
    this.#offer(suggestedActions?.actions ?? []);
  }

  /** What the customer said, as the service has it: the bubble that waited for it is now settled. */
  showOwn({ text = '', channelData }) {
    const waiting = channelData?.clientActivityID;
    const item = this.#unsent.get(waiting);
    this.#unsent.delete(waiting);
    if (item) return settled(item);
    this.#add(this.#ownBubble(text));
    this.#offer([]);
  }

  /** A vote given earlier, found again after a reload. */
  showVote(id, option) {
    this.#votes.get(id)?.(option);
  }

  /** Shows a text on its way, and returns its bubble. */
  showSending(text, waiting) {
    const item = this.#ownBubble(text);
    item.classList.add('pending');
    this.#unsent.set(waiting, item);
    this.#add(item);
    this.#offer([]);
    this.expectReply();
  }

  showSent(waiting) {
    const item = this.#unsent.get(waiting);
    if (item) settled(item);
  }

  showNotSent(text, waiting) {
    const item = this.#unsent.get(waiting);
    this.settle();
    if (!item) return;
    const again = this.#action(this.#words.tryAgain, 'retry', () => {
      item.querySelector('.failure')?.remove();
      this.expectReply();
      this.#heard.retry(text, waiting);
    });
    item.append(make('p', { class: 'failure', part: 'failure' }, `${this.#words.notSent} `, again));
  }

  tellState(state) {
    this.fallback.hidden = state !== 'offline';
    if (state === 'online') this.settle();
    else this.status.textContent = state === 'offline' ? this.#words.offline : this.#words.connecting;
  }

  tell(sentence) {
    clearTimeout(this.#waiting);
    this.status.textContent = sentence;
  }

  expectReply() {
    this.tell(this.#words.writing);
    this.#waiting = setTimeout(() => this.settle(), replyPatienceMs);
  }

  settle() {
    this.tell('');
  }

  #composer() {
    const form = make(
      'form',
      { id: 'composer', part: 'composer' },
      make('label', { for: 'message' }, this.#words.write),
      this.field,
      make('button', { type: 'submit', part: 'send' }, this.#words.send),
      this.#action(this.#words.startAgain, 'start-again', () => this.#heard.startAgain()),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const text = this.field.value.trim();
      this.field.value = '';
      if (text !== '') this.#heard.say(text);
      this.field.focus();
    });
    return form;
  }

  #addVote(id, item, activity) {
    const vote = voteRow(this.#words, (option) => this.#heard.vote(activity, option, vote.show));
    this.#votes.set(id, vote.show);
    item.append(vote.node);
  }

  #offer(actions) {
    this.choices.replaceChildren(
      ...actions.map(({ title, value }) => this.#action(title, 'choice', () => this.#heard.say(String(value)))),
    );
    this.choices.hidden = actions.length === 0;
    this.#scroll();
  }

  /** A button that gives the focus back to the field, for it may be gone after the click. */
  #action(title, part, onClick) {
    return button(title, part, () => {
      onClick();
      this.field.focus();
    });
  }

  #ownBubble(text) {
    const item = this.#bubble('own', this.#words.you);
    item.append(text);
    return item;
  }

  #bubble(side, speaker) {
    // With a direction of its own the name does not decide that of the message.
    const { lang, dir } = this.#words;
    const name = make('span', { class: 'speaker', lang, dir }, `${speaker} `);
    return make('li', { class: side, part: `message ${side}`, dir: 'auto' }, name);
  }

  #add(item) {
    this.messages.append(item);
    this.#scroll();
  }

  #scroll() {
    this.log.scrollTop = this.log.scrollHeight;
  }
}

function fieldOf() {
  const field = make('textarea', {
    id: 'message',
    part: 'field',
    rows: '1',
    maxlength: '4000',
    autocomplete: 'off',
    enterkeyhint: 'send',
    required: true,
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    field.form.requestSubmit();
  });
  return field;
}

function settled(item) {
  item.querySelector('.failure')?.remove();
  item.classList.remove('pending');
}

function mark(node, name) {
  node.classList.add(name);
  node.part.add(name);
}
