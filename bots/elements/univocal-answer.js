// <univocal-answer key="…">: the current text of one answer in any page, with its receipt. Attributes: `key` (or `answer`, for frameworks that keep
// `key` to themselves), `lang`, `level` (of its heading, 2 to 5).
import css from './answer.css.js';
import { button, directionOf, home, languageOf, make, sheetsOf, wordsFor } from './dom.js';
import { renderHtml } from './html.js';

const sheets = sheetsOf(css);
const patienceMs = 15_000;
/** A page that lay aside for longer asks again when somebody looks at it: the answer may be another by now. */
const freshMs = 60_000;

class UnivocalAnswer extends HTMLElement {
  static observedAttributes = ['key', 'answer', 'lang', 'level'];
  #root = this.attachShadow({ mode: 'open' });
  #answer = null;
  #asked = 0;
  #request = null;
  #isLive = false;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = sheets;
  }

  connectedCallback() {
    this.#isLive = true;
    addEventListener('online', this.#lookAgain);
    document.addEventListener('visibilitychange', this.#lookAgain);
    this.#load();
  }

  disconnectedCallback() {
    this.#isLive = false;
    removeEventListener('online', this.#lookAgain);
    document.removeEventListener('visibilitychange', this.#lookAgain);
    this.#request?.abort();
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#isLive || before === after) return;
    if (name !== 'level') this.#load();
    else if (this.#answer) this.#showAnswer(null);
  }

  /** The whole signed receipt of what is shown; null while nothing is. */
  get receipt() {
    return this.#answer?.receipt ?? null;
  }

  #lookAgain = ({ type }) => {
    const isDue = type === 'online' ? this.dataset.state === 'offline' : Date.now() - this.#asked > freshMs;
    if (isDue && document.visibilityState === 'visible') void this.#ask(languageOf(this));
  };

  #load() {
    const language = languageOf(this);
    this.#answer = null;
    this.#say(wordsFor(language), 'loading');
    void this.#ask(language);
  }

  async #ask(language) {
    this.#request?.abort();
    const request = new AbortController();
    this.#request = request;
    this.#asked = Date.now();
    const words = wordsFor(language);
    const found = await fetchAnswer(
      this.getAttribute('key') ?? this.getAttribute('answer') ?? '',
      language,
      request.signal,
    );
    if (request.signal.aborted) return;
    if (found.state === 'shown') {
      this.#answer = found.answer;
      this.#showAnswer(null);
    } else if (found.state === 'offline' && this.#answer) this.#showAnswer(words.maybeOld);
    else {
      this.#answer = null;
      this.#say(words, found.state);
    }
    this.#announce(found.state);
  }

  /** Says what is the matter; what the page's author put into the element stands beneath it. */
  #say(words, state) {
    const sentence = { missing: words.missing, withdrawn: words.withdrawn, offline: words.unreachable }[state];
    const line = make('p', { class: 'note', part: 'note', role: 'status' }, sentence ?? words.loading);
    if (state === 'offline') line.append(' ', this.#again(words));
    this.#root.replaceChildren(
      make('div', { lang: words.lang, dir: words.dir, 'aria-busy': String(state === 'loading') }, line),
      make('slot'),
    );
    if (state === 'loading') this.dataset.state = state;
  }

  #showAnswer(warning) {
    const answer = this.#answer;
    const words = wordsFor(languageOf(this));
    const level = Math.min(5, Math.max(2, Number(this.getAttribute('level')) || 3));
    const notes = [warning, noteOn(answer, words)].filter(Boolean);
    const article = make(
      'article',
      {
        part: 'answer',
        lang: answer.locale,
        dir: directionOf(answer.locale),
        'data-answer': answer.key,
        'data-version': answer.version,
        'data-locale': answer.locale,
        'data-receipt': answer.receipt.code,
      },
      make(`h${level}`, { class: 'question', part: 'question' }, answer.question),
      ...notes.map((note) => {
        const line = make('p', { class: 'note', part: 'note', role: 'status', lang: words.lang, dir: words.dir }, note);
        if (note === warning) line.append(' ', this.#again(words));
        return line;
      }),
      make('div', { class: 'text', part: 'text' }, renderHtml(answer.html, level)),
      proofOf(answer, words),
    );
    this.#root.replaceChildren(article);
  }

  #again(words) {
    return button(words.tryAgain, 'retry', () => void this.#ask(languageOf(this)));
  }

  #announce(state) {
    this.dataset.state = state;
    const { key, version, locale, receipt } = this.#answer ?? {};
    const detail = { state, key, version, locale, receipt };
    this.dispatchEvent(new CustomEvent('univocal-state', { bubbles: true, composed: true, detail }));
  }
}

/** "shown" with the answer, or "missing", "withdrawn" or "offline". */
async function fetchAnswer(key, language, stop) {
  if (key === '') return { state: 'missing' };
  const address = `${home}/elements/answer/${encodeURIComponent(key)}?locale=${encodeURIComponent(language)}`;
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(patienceMs)]);
    const response = await fetch(address, { signal, credentials: 'omit' });
    if (response.ok) return { state: 'shown', answer: await response.json() };
    if (response.status === 404 || response.status === 400) return { state: 'missing' };
    const { error } = await response.json();
    return { state: error?.code === 'Withdrawn' ? 'withdrawn' : 'offline' };
  } catch {
    return { state: 'offline' };
  }
}

function noteOn({ isFallback, isOutdated, localeAsked, locale }, { lang, fallback, outdated }) {
  if (!isFallback) return isOutdated ? outdated : null;
  const names = new Intl.DisplayNames([lang], { type: 'language' });
  return fallback.replace('{asked}', names.of(localeAsked)).replace('{shown}', names.of(locale));
}

function proofOf({ version, receipt, url }, words) {
  return make(
    'p',
    { class: 'proof', part: 'receipt', lang: words.lang, dir: words.dir },
    make('span', {}, `${words.receipt} `, make('code', { dir: 'ltr' }, receipt.code)),
    make('span', {}, `${words.version} ${version}`),
    make('a', { href: url, rel: 'noopener', part: 'link' }, words.wholePage),
  );
}

if (!customElements.get('univocal-answer')) customElements.define('univocal-answer', UnivocalAnswer);
