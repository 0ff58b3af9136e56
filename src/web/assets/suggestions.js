// Suggests questions beneath the search box while one is typed, as an ARIA combobox: the focus stays in the box. Without this script, and whenever
// nothing comes back, the form is the plain form it was.
const pauseMs = 140;
const shortest = 2;
const longest = 200;
const nothing = { suggestions: [], said: '' };
/** One sign of Chinese or Japanese is a word. */
const wordSign = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u;

for (const form of document.querySelectorAll('form[data-suggestions]')) suggestIn(form);

function suggestIn(form) {
  const { box, list, said } = combobox(form);
  let chosen = -1;
  let asking = null;
  let pause = 0;

  box.addEventListener('input', () => {
    forget();
    choose(-1);
    if (isWorthAsking(box.value.trim())) pause = setTimeout(ask, pauseMs);
    else show(nothing);
  });
  box.addEventListener('keydown', onKey);
  box.addEventListener('blur', leave);
  form.addEventListener('submit', leave);
  // The box keeps the focus: a press in the list would take it away, and with it the list.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  // A page that the browser brings back stands as it was left.
  addEventListener('pagehide', leave);

  async function ask() {
    asking = new AbortController();
    const { signal } = asking;
    const address = new URL(form.dataset.suggestions, location.href);
    address.searchParams.set('q', box.value.trim());
    try {
      const reply = await fetch(address, { signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]) });
      const found = reply.ok ? await reply.json() : nothing;
      if (!signal.aborted) show(found);
    } catch {
      // Taken back by a further letter, which asks anew, or the network is gone: the form still searches.
      if (!signal.aborted) show(nothing);
    }
  }

  function show(found) {
    choose(-1);
    list.replaceChildren(...found.suggestions.map((one, place) => option(one, `${list.id}-${place}`)));
    said.textContent = found.said;
    if (found.suggestions.length > 0) open();
    else close();
  }

  function onKey(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves && list.childElementCount > 0) {
      event.preventDefault();
      // Whoever walks through a list walks through the one that is seen: what is still asked for must not take its place.
      forget();
      if (event.altKey && event.key === 'ArrowUp') return close();
      if (list.hidden) open();
      if (!event.altKey) choose(chosen + moves[event.key]);
    } else if (event.key === 'Enter' && chosen >= 0) {
      event.preventDefault();
      list.children[chosen].click();
    } else if (event.key === 'Escape' && !list.hidden) {
      // With the list open, Escape closes it and leaves what was typed; the next one empties the box, as in every search box.
      event.preventDefault();
      leave();
    } else if (event.key === 'Home' || event.key === 'End') {
      choose(-1);
    }
  }

  /** Round in a ring through the options and the box itself, which is -1. */
  function choose(place) {
    const ring = list.childElementCount + 1;
    list.children[chosen]?.setAttribute('aria-selected', 'false');
    chosen = ((place + 1 + ring) % ring) - 1;
    const option = list.children[chosen];
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) box.setAttribute('aria-activedescendant', option.id);
    else box.removeAttribute('aria-activedescendant');
  }

  function open() {
    list.hidden = false;
    box.setAttribute('aria-expanded', 'true');
  }

  function close() {
    choose(-1);
    list.hidden = true;
    box.setAttribute('aria-expanded', 'false');
  }

  function forget() {
    clearTimeout(pause);
    asking?.abort();
  }

  function leave() {
    forget();
    close();
    said.textContent = '';
  }
}

function isWorthAsking(text) {
  return text.length <= longest && (text.length >= shortest || wordSign.test(text));
}

function combobox(form) {
  const box = form.elements.namedItem('q');
  const list = element('div', { id: `${box.id}-suggestions`, role: 'listbox', class: 'suggestions', hidden: '' });
  list.setAttribute('aria-label', form.dataset.suggestionsName);
  const said = element('p', { role: 'status', class: 'unseen' });
  const parts = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false' };
  for (const [name, value] of Object.entries(parts)) box.setAttribute(name, value);
  form.append(list, said);
  return { box, list, said };
}

/** A link, so that it can also be opened beside this page. What it says is only ever text. */
function option({ address, title, lang, dir, scope }, id) {
  const link = element('a', { id, role: 'option', 'aria-selected': 'false', tabindex: '-1', href: address });
  const question = element('span', lang ? { lang, dir } : {});
  question.append(...title.map(({ text, hit }) => (hit ? element('mark', {}, text) : text)));
  link.append(question, ...scope.flatMap((name) => [' ', element('span', { class: 'tag' }, name)]));
  return link;
}

function element(name, attributes, text = '') {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(text);
  return made;
}
