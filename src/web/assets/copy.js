// Offers a button beside each text that can be copied. Without this script the texts stay selectable by hand.
const said = document.getElementById('copied');

for (const button of document.querySelectorAll('button[data-copies]')) {
  const text = document.getElementById(button.dataset.copies);
  button.hidden = false;
  button.addEventListener('click', () => copy(text, button));
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text.value);
    said.textContent = `${button.dataset.name} copied.`;
  } catch {
    // The clipboard is closed to pages that are not served over HTTPS or from this machine.
    text.focus();
    text.select();
    said.textContent = `${button.dataset.name} selected: press Ctrl+C to copy.`;
  }
}
