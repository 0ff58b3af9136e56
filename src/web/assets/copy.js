// Offers a button beside each text that can be copied, and keeps what was copied for a case as told there. Without this script the texts stay
// selectable by hand, and each has a button of the form that says so.
const said = document.getElementById('copied');
const form = document.getElementById('case');
const caseName = document.getElementById('case-name');
const kept = 'univocal-case';

if (caseName) {
  caseName.value = sessionStorage.getItem(kept) ?? '';
  caseName.addEventListener('input', () => sessionStorage.setItem(kept, caseName.value));
}

for (const button of document.querySelectorAll('button[data-copies]')) {
  const text = document.getElementById(button.dataset.copies);
  button.hidden = false;
  button.addEventListener('click', () => copy(text, button));
}

async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text.value);
  } catch {
    // The clipboard is closed to pages that are not served over HTTPS or from this machine.
    text.focus();
    text.select();
    said.textContent = `${button.dataset.name} selected: press Ctrl+C to copy.`;
    return;
  }
  said.textContent = `${button.dataset.name} copied.${await tell(button.dataset.receipt)}`;
}

/** What became of keeping it; nothing where no case is named. */
async function tell(code) {
  const name = caseName?.value.trim();
  if (!name) return '';
  try {
    const body = new URLSearchParams({ case: name, code });
    const { ok } = await fetch(form.action, { method: 'POST', body, signal: AbortSignal.timeout(10_000) });
    if (ok) return ` Kept as told in “${name}”.`;
  } catch {
    // Told like a refusal, below.
  }
  return ' It could not be kept as told: press "Told in this case" to try again.';
}
