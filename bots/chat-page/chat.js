// The chat page: shows a conversation held over Direct Line.
import { connect } from './direct-line.js';
import { renderMarkdown } from './markdown.js';

const chat = document.getElementById('chat');
const words = JSON.parse(chat.dataset.words);
const messages = document.getElementById('messages');
const log = messages.parentElement;
const choices = document.getElementById('choices');
const statusLine = document.getElementById('status');
const composer = document.getElementById('composer');
const field = document.getElementById('message');
const locale = document.documentElement.lang;
const replyPatienceMs = 12_000;

const seen = new Set();
const unsent = new Map();
let line = null;
let waiting = 0;

/** One conversation a tab and language, found again after a reload. */
const memory = {
  key: `univocal-chat-${locale}`,
  read: () => {
    try {
      return JSON.parse(sessionStorage.getItem(memory.key));
    } catch {
      return null;
    }
  },
  write: (value) => {
    try {
      sessionStorage.setItem(memory.key, JSON.stringify(value));
    } catch {
      // A browser that keeps nothing only loses the conversation at a reload.
    }
  },
};

function begin() {
  line?.stop();
  seen.clear();
  unsent.clear();
  messages.replaceChildren();
  offer([]);
  line = connect({ locale, memory, onActivity: show, onState: tellState });
}

function show(activity) {
  if (seen.has(activity.id) || activity.type !== 'message') return;
  seen.add(activity.id);
  if (activity.from?.role === 'bot') showBot(activity);
  else showOwn(activity);
}

function showBot({ text, textFormat, locale: language, channelData, suggestedActions }) {
  settle();
  const item = bubble('bot', words.bot);
  item.lang = language ?? locale;
  const body = textFormat === 'plain' ? document.createTextNode(text) : renderMarkdown(text);
  item.append(body);
  const last = item.lastElementChild;
  if (channelData?.receipt && last?.textContent.endsWith(channelData.receipt)) last.classList.add('receipt');
  add(item);
  offer(suggestedActions?.actions ?? []);
}

function showOwn({ text, channelData }) {
  const pending = unsent.get(channelData?.clientActivityID);
  if (pending) {
    unsent.delete(channelData.clientActivityID);
    pending.querySelector('.failure')?.remove();
    pending.classList.remove('pending');
    return;
  }
  add(ownBubble(text));
  offer([]);
}

function say(text) {
  const mark = newMark();
  const item = ownBubble(text);
  item.classList.add('pending');
  unsent.set(mark, item);
  add(item);
  offer([]);
  void deliver(text, mark, item);
}

async function deliver(text, mark, item) {
  item.querySelector('.failure')?.remove();
  expectReply();
  try {
    await line.send(text, mark);
    item.classList.remove('pending');
  } catch {
    settle();
    if (!unsent.has(mark)) return;
    const failure = document.createElement('p');
    failure.className = 'failure';
    const again = button(words.tryAgain, () => void deliver(text, mark, item));
    failure.append(`${words.notSent} `, again);
    item.append(failure);
  }
}

function offer(actions) {
  choices.replaceChildren(...actions.map(({ title, value }) => button(title, () => say(String(value)))));
  choices.hidden = actions.length === 0;
  if (actions.length > 0) log.scrollTop = log.scrollHeight;
}

function tellState(state) {
  if (state === 'online') settle();
  else statusLine.textContent = state === 'offline' ? words.offline : words.connecting;
}

function expectReply() {
  clearTimeout(waiting);
  statusLine.textContent = words.writing;
  waiting = setTimeout(settle, replyPatienceMs);
}

function settle() {
  clearTimeout(waiting);
  statusLine.textContent = '';
}

function ownBubble(text) {
  const item = bubble('own', words.you);
  item.append(text);
  return item;
}

function bubble(side, speaker) {
  const item = document.createElement('li');
  item.className = side;
  item.dir = 'auto';
  const name = document.createElement('span');
  name.className = 'speaker';
  name.lang = locale;
  name.textContent = `${speaker} `;
  item.append(name);
  return item;
}

function add(item) {
  messages.append(item);
  log.scrollTop = log.scrollHeight;
}

function button(title, onClick) {
  const node = document.createElement('button');
  node.type = 'button';
  node.dir = 'auto';
  node.textContent = title;
  node.addEventListener('click', () => {
    onClick();
    field.focus();
  });
  return node;
}

/** Browsers give `randomUUID` to secure origins only. */
function newMark() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

composer.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (text === '') return;
  field.value = '';
  say(text);
  field.focus();
});
field.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  composer.requestSubmit();
});
document.getElementById('start-again').addEventListener('click', () => {
  memory.write(null);
  begin();
  field.focus();
});

begin();
