import type { JSX } from 'hono/jsx/jsx-runtime';
import type { AgentAnswerQuery } from '../../../schema/operations/operations.js';
import { assetPath } from '../layout/assets.js';
import { writtenDay } from '../layout/dates.js';
import { direction, languageName, localPath, type PageLocale } from '../layout/locales.js';
import { Page } from '../layout/page.js';
import { AskBox } from './ask-box.js';
import { CaseForm } from './case-form.js';
import { Marks } from './marks.js';
import { RenditionPanel } from './rendition-panel.js';
import type { SignedIn } from './routes.js';

type AgentAnswer = NonNullable<AgentAnswerQuery['answer']>;

interface AnswerProps {
  readonly agent: SignedIn;
  readonly locale: PageLocale;
  readonly answer: AgentAnswer;
  /** The search that led here. */
  readonly text: string | null;
  readonly timeZone: string;
  /** It was just kept that a customer was told. */
  readonly isTold: boolean;
}

/** One answer in the form of each channel, ready to be copied. */
export function AgentAnswerPage({ agent, locale, answer, text, timeZone, isTold }: AnswerProps): JSX.Element {
  const { version, agents, webchat, email, social, socialReply } = answer;
  const script = <script src={assetPath('copy.js')} type="module" />;
  return (
    <Page title={agents.title} locale="en" area="staff" name={agent.name} head={script}>
      <div class="frame narrow" data-answer={answer.key} data-version={answer.version.number}>
        <AskBox locale={locale} text={text ?? ''} />
        {text === null ? null : (
          <p>
            <a href={localPath('/agent', locale, { q: text })}>Back to the list</a>
          </p>
        )}
        <h1 lang={agents.locale} dir={direction(agents.locale)}>
          {agents.question}
          <Marks audience={answer.audience} scope={answer.scope} />
        </h1>
        {answer.audience === 'STAFF' ? (
          <p class="notice">For staff only: do not read it out or send it to a customer.</p>
        ) : null}
        {agents.isFallback ? (
          <p class="notice">{`There is no ${languageName(locale, 'en')} text of this answer yet.`}</p>
        ) : null}
        {agents.isOutdated ? <p class="notice">This translation was made from an earlier version.</p> : null}
        <p class="origin">
          Version {version.number}, in force since{' '}
          <time datetime={version.effectiveFrom}>{writtenDay(version.effectiveFrom, 'en', timeZone)}</time>. Receipt{' '}
          <code>{agents.receipt.code}</code>
        </p>
        {answer.audience === 'STAFF' ? null : <CaseForm answer={answer.key} locale={locale} />}
        <p class="case-news" id="copied" role="status">
          {isTold ? 'Kept: the customer of this case was told this.' : ''}
        </p>
        <RenditionPanel name="Agents" rendition={agents} isTellable={answer.audience !== 'STAFF'} />
        {webchat ? <RenditionPanel name="Web chat" rendition={webchat} isTellable /> : null}
        {email ? <RenditionPanel name="E-mail" rendition={email} isTellable /> : null}
        {social ? <RenditionPanel name="Social message" rendition={social} isTellable /> : null}
        {socialReply ? <RenditionPanel name="Social public reply" rendition={socialReply} isTellable /> : null}
        <Ownership answer={answer} />
      </div>
    </Page>
  );
}

/** Whom to tell when the text is wrong, and what was last changed in it. */
function Ownership({ answer }: Pick<AnswerProps, 'answer'>): JSX.Element {
  const { version, topic, owner } = answer;
  return (
    <section class="slip" aria-label="About this answer">
      <dl>
        <div>
          <dt>Topic</dt>
          <dd>{topic.name}</dd>
        </div>
        <div>
          <dt>Owner</dt>
          <dd>{owner.name}</dd>
        </div>
        <div class="wide">
          <dt>Last change</dt>
          <dd>{version.changeNote}</dd>
        </div>
      </dl>
    </section>
  );
}
