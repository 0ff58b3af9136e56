// A chat that floats over the page, behind a button in its corner.
import { button, make } from './dom.js';

/** The chat with the button that opens and closes it; so does Escape close it. While it is closed it is out of sight, and what was said in it stays. */
export function behindButton(view, words) {
  const show = (isOpen) => {
    view.node.hidden = !isOpen;
    opener.setAttribute('aria-expanded', String(isOpen));
  };
  const opener = button(words.chat, 'launcher', () => {
    show(view.node.hidden);
    if (!view.node.hidden) view.field.focus();
  });
  show(false);
  const float = make(
    'div',
    { class: 'float', part: 'float', role: 'region', 'aria-label': words.chat, lang: words.lang },
    view.node,
    opener,
  );
  float.addEventListener('keydown', ({ key, isComposing }) => {
    if (key !== 'Escape' || isComposing || view.node.hidden) return;
    show(false);
    opener.focus();
  });
  return float;
}
