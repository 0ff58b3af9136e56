// <univocal-chat>: a conversation with the bot in any page, by Direct Line. Attributes: `lang`, `launcher` (it floats behind a button).
import { ChatView } from './chat-view.js';
import css from './chat.css.js';
import { connect } from './direct-line.js';
import { home, languageOf, sheetsOf, wordsFor } from './dom.js';
import { behindButton } from './launcher.js';
import { voteEvent, voteOn } from './vote.js';

const sheets = sheetsOf(css);

class UnivocalChat extends HTMLElement {
  static observedAttributes = ['lang', 'launcher'];
  #root = this.attachShadow({ mode: 'open' });
  #view = null;
  #line = null;
  #seen = new Set();
  #inSight = null;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = sheets;
  }

  connectedCallback() {
    const language = languageOf(this);
    const words = wordsFor(language);
    this.#view = new ChatView(words, {
      say: (text) => this.#say(text),
      retry: (text, mark) => void this.#deliver(text, mark),
      vote: (activity, option, show) => void this.#vote(activity, option, show, words),
      startAgain: () => {
        memoryOf(language).write(null);
        this.#begin(language);
      },
    });
    this.#root.replaceChildren(this.hasAttribute('launcher') ? behindButton(this.#view, words) : this.#view.node);
    // A conversation is begun for readers who see the element, not for every page that holds it.
    this.#inSight = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      this.#inSight.disconnect();
      this.#begin(language);
    });
    this.#inSight.observe(this.#view.node);
  }

  disconnectedCallback() {
    this.#inSight?.disconnect();
    this.#line?.stop();
    this.#view?.stop();
    this.#line = null;
  }

  attributeChangedCallback(_name, before, after) {
    if (!this.isConnected || !this.#view || before === after) return;
    this.disconnectedCallback();
    this.connectedCallback();
  }

  focus(options) {
    this.#view?.field.focus(options);
  }

  #begin(language) {
    this.#line?.stop();
    this.#seen.clear();
    this.#view.clear();
    this.#line = connect({
      service: home,
      locale: language,
      memory: memoryOf(language),
      onActivity: (activity) => this.#show(activity),
      onState: (state) => this.#tellState(state),
    });
  }

  #tellState(state) {
    this.#view.tellState(state);
    this.dispatchEvent(new CustomEvent('univocal-state', { bubbles: true, composed: true, detail: { state } }));
  }

  #show(activity) {
    if (this.#seen.has(activity.id)) return;
    this.#seen.add(activity.id);
    if (activity.type === 'event' && activity.name === voteEvent)
      this.#view.showVote(activity.value?.activity, activity.value?.vote);
    if (activity.type !== 'message') return;
    if (activity.from?.role === 'bot') this.#view.showBot(activity);
    else this.#view.showOwn(activity);
  }

  #say(text) {
    const mark = newMark();
    this.#view.showSending(text, mark);
    void this.#deliver(text, mark);
  }

  async #deliver(text, mark) {
    try {
      await this.#send({ type: 'message', text, channelData: { clientActivityID: mark } });
      this.#view.showSent(mark);
    } catch {
      this.#view.showNotSent(text, mark);
    }
  }

  async #vote(activity, option, show, words) {
    show(option);
    try {
      await this.#send(voteOn(activity, option, newMark()));
      this.#view.tell(words.thanks);
    } catch {
      show(null);
      this.#view.tell(words.notSent);
    }
  }

  async #send(activity) {
    if (!this.#line) throw new Error('not connected');
    await this.#line.send(activity);
  }
}

/** One conversation a tab and language, found again after a reload. */
function memoryOf(language) {
  const key = `univocal-chat ${home} ${language}`;
  return {
    read: () => {
      try {
        return JSON.parse(sessionStorage.getItem(key));
      } catch {
        return null;
      }
    },
    write: (value) => {
      try {
        sessionStorage.setItem(key, JSON.stringify(value));
      } catch {
        // A browser that keeps nothing only loses the conversation at a reload.
      }
    },
  };
}

/** Browsers give `randomUUID` to secure origins only. */
function newMark() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

if (!customElements.get('univocal-chat')) customElements.define('univocal-chat', UnivocalChat);
