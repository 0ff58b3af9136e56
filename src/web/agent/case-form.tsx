import type { JSX } from 'hono/jsx/jsx-runtime';
import { localPath, type PageLocale } from '../layout/locales.js';

/** The form to which the buttons of the panels belong. */
export const caseForm = 'case';

/** Asks for the case in which an answer is told, so that it is known what the customer was told. */
export function CaseForm(props: { readonly answer: string; readonly locale: PageLocale }): JSX.Element {
  return (
    <form
      id={caseForm}
      class="case"
      method="post"
      action={localPath(`/agent/${props.answer}/insertions`, props.locale)}
    >
      <label for="case-name">Customer’s case</label>
      <input id="case-name" name="case" maxlength={200} required autocomplete="off" />
      <p class="hint">Name it to keep what this customer was told. Of the name only a fingerprint is kept.</p>
    </form>
  );
}
