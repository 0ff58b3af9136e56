import type { JSX } from 'hono/jsx/jsx-runtime';
import type { AgentRenditionFragment } from '../../../schema/operations/operations.js';
import { direction } from '../layout/locales.js';
import { caseForm } from './case-form.js';

/** An answer as one channel shows it: text to select, or to copy by the button that the script brings out. */
export function RenditionPanel(props: {
  readonly name: string;
  readonly rendition: AgentRenditionFragment;
  /** A customer may be told these words. */
  readonly isTellable: boolean;
}): JSX.Element {
  const { name, rendition, isTellable } = props;
  const id = `rendition-${rendition.channel}`;
  return (
    <section
      class="rendition"
      aria-labelledby={`${id}-name`}
      data-channel={rendition.channel}
      data-version={rendition.version}
      data-receipt={rendition.receipt.code}
    >
      <div class="rendition-head">
        <h2 id={`${id}-name`}>{name}</h2>
        <span class="count">{`${[...rendition.text].length} characters`}</span>
        <button type="button" hidden data-copies={id} data-name={name} data-receipt={rendition.receipt.code}>
          Copy<span class="unseen"> the text for {name}</span>
        </button>
        {isTellable ? (
          <button type="submit" class="quiet" form={caseForm} name="code" value={rendition.receipt.code}>
            Told in this case<span class="unseen"> as {name}</span>
          </button>
        ) : null}
      </div>
      <textarea
        id={id}
        class="answer-text"
        readonly
        rows={rowsOf(rendition.text)}
        aria-labelledby={`${id}-name`}
        lang={rendition.locale}
        dir={direction(rendition.locale)}
      >
        {rendition.text}
      </textarea>
    </section>
  );
}

/** Enough lines to read the text without scrolling, at about 80 characters a line. */
function rowsOf(text: string): number {
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 80)), 0);
  return Math.min(24, Math.max(3, lines + 1));
}
