import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type {
  HelpReceiptQuery,
  HelpSigningKeysQuery,
  HelpVerifyReceiptQuery,
} from '../../../schema/operations/operations.js';
import { assetPath } from '../layout/assets.js';
import { writtenDay } from '../layout/dates.js';
import { scriptJson } from '../layout/html.js';
import { defaultPageLocale, languageName, localPath, type PageLocale } from '../layout/locales.js';
import { Page } from '../layout/page.js';
import { type Failure, wordsIn } from '../layout/words.js';

type Found = HelpReceiptQuery['receipt'];
type Channels = HelpReceiptQuery['channels'];
type Given = Extract<Found, { __typename: 'ReceiptGiven' }>;
type Verified = HelpVerifyReceiptQuery['verifyReceipt'];

/** What the reader asked about, and what came of it. */
export interface Checked {
  readonly code: string;
  readonly looked: HelpReceiptQuery | null;
  readonly document: string;
  readonly verified: Verified | null;
}

interface ReceiptProps {
  readonly checked: Checked;
  readonly keys: HelpSigningKeysQuery['signingKeys'];
  readonly locale: PageLocale;
  readonly timeZone: string;
}

/** Looks a receipt up by its code, and verifies the file of one. */
export function ReceiptPage({ checked, keys, locale, timeZone }: ReceiptProps): JSX.Element {
  const { receipts: words } = wordsIn(locale);
  const head = (
    <>
      <meta name="robots" content="noindex" />
      <script type="application/json" id="receipt-keys">
        {raw(scriptJson(keys))}
      </script>
      <script type="module" src={assetPath('verify-receipt.js')} />
    </>
  );
  return (
    <Page
      title={words.heading}
      locale={locale}
      area="help"
      head={head}
      inLocale={(other) => localPath('/receipts', other, { code: checked.code === '' ? null : checked.code })}
    >
      <div class="frame narrow receipts">
        <h1>{words.heading}</h1>
        <p class="lead">{words.lead}</p>
        <CodeForm code={checked.code} locale={locale} />
        {checked.looked ? <Lookup {...checked.looked} locale={locale} timeZone={timeZone} /> : null}
        {checked.verified ? (
          <Verdict {...words.verdicts[checked.verified.verdict]} detail={checked.verified.sentence} />
        ) : null}
        <FileForm checked={checked} locale={locale} />
      </div>
    </Page>
  );
}

function CodeForm({ code, locale }: { readonly code: string; readonly locale: PageLocale }): JSX.Element {
  const { receipts: words } = wordsIn(locale);
  return (
    <form action="/receipts" method="get">
      {locale === defaultPageLocale ? null : <input type="hidden" name="locale" value={locale} />}
      <label for="code">{words.code}</label>
      <input id="code" name="code" value={code} dir="ltr" maxlength={100} autocomplete="off" required />
      <button type="submit" class="button">
        {words.find}
      </button>
    </form>
  );
}

function Lookup(props: HelpReceiptQuery & { readonly locale: PageLocale; readonly timeZone: string }): JSX.Element {
  const { receipt: found, locale } = props;
  const { receipts: words } = wordsIn(locale);
  switch (found.__typename) {
    case 'ReceiptGiven':
      return <GivenReceipt {...props} found={found} />;
    case 'ReceiptCodeMistyped':
      return <Verdict {...words.mistyped} detail={found.sentence} />;
    default:
      return <Verdict {...words.unknown} detail={null} />;
  }
}

function GivenReceipt(props: {
  readonly found: Given;
  readonly channels: Channels;
  readonly locale: PageLocale;
  readonly timeZone: string;
}): JSX.Element {
  const { found, channels, locale, timeZone } = props;
  const { receipts: words, answer, language } = wordsIn(locale);
  const { receipt, firstGivenAt, isCurrent } = found;
  return (
    <section class="notice" data-verdict="given">
      <h2>{words.given.heading}</h2>
      <p>{words.given.text}</p>
      <p>
        <strong>{isCurrent ? words.isCurrent : words.isOld}</strong>
      </p>
      <dl>
        <Entry term={words.answer}>
          <a href={localPath(`/help/${receipt.answer}`, locale)} dir="ltr">
            {receipt.answer}
          </a>
        </Entry>
        <Entry term={answer.version}>{receipt.version}</Entry>
        <Entry term={language}>{languageName(receipt.locale, locale)}</Entry>
        <Entry term={words.channel}>{channelName(receipt.channel, channels, locale)}</Entry>
        <Entry term={words.firstGiven}>
          <time datetime={firstGivenAt}>{writtenDay(firstGivenAt, locale, timeZone)}</time>
        </Entry>
      </dl>
    </section>
  );
}

function channelName(key: string, channels: Channels, locale: PageLocale): string {
  const words = wordsIn(locale).channels;
  if (Object.hasOwn(words, key)) return words[key] ?? key;
  return channels.flatMap((one) => [one, ...one.networks]).find((one) => one.key === key)?.name ?? key;
}

/** The file of a receipt that was just looked up stands in the form, to be kept or verified. */
function FileForm({ checked, locale }: { readonly checked: Checked; readonly locale: PageLocale }): JSX.Element {
  const { receipts: words } = wordsIn(locale);
  const document =
    checked.looked?.receipt.__typename === 'ReceiptGiven' ? checked.looked.receipt.receipt.document : checked.document;
  const told = Object.entries(words.verdicts).map(([verdict, { heading, text }]) => [verdict, `${heading}. ${text}`]);
  return (
    <form id="verify" action={localPath('/receipts', locale)} method="post">
      <label for="document">{words.file}</label>
      <p id="document-hint">{words.fileHint}</p>
      <textarea
        id="document"
        name="document"
        dir="ltr"
        rows={14}
        maxlength={20_000}
        aria-describedby="document-hint"
        required
      >
        {document}
      </textarea>
      <button type="submit" class="button">
        {words.verify}
      </button>
      <button type="button" id="verify-here" hidden data-verdicts={JSON.stringify(Object.fromEntries(told))}>
        {words.verifyHere}
      </button>
      <output id="verdict-here" />
    </form>
  );
}

function Verdict({ heading, text, detail }: Failure & { readonly detail: string | null }): JSX.Element {
  return (
    <section class="notice" role="alert">
      <h2>{heading}</h2>
      <p>{text}</p>
      {detail === null ? null : <p lang="en">{detail}</p>}
    </section>
  );
}

function Entry(props: { readonly term: string; readonly children: Child }): JSX.Element {
  return (
    <div>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}
