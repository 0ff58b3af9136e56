import type { Child } from 'hono/jsx';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { AgentAskQuery, AgentSearchQuery } from '../../../schema/operations/operations.js';
import { direction, localPath, type PageLocale } from '../layout/locales.js';
import { Page } from '../layout/page.js';
import { Segments } from '../layout/segments.js';
import { AskBox } from './ask-box.js';
import { Marks } from './marks.js';
import type { SignedIn } from './routes.js';

interface DeskProps {
  readonly agent: SignedIn;
  readonly locale: PageLocale;
  readonly asked: {
    readonly text: string;
    readonly ask: AgentAskQuery['ask'];
    readonly search: AgentSearchQuery['search'];
  } | null;
}

/** The agents' first page: one box, the answer the service would give, and all that the words find. */
export function DeskPage({ agent, locale, asked }: DeskProps): JSX.Element {
  return (
    <Page title={asked?.text ?? 'Agents’ desk'} locale="en" area="staff" name={agent.name}>
      <div class="frame narrow">
        <h1>{asked ? 'Answers' : 'What does the customer ask?'}</h1>
        <AskBox locale={locale} text={asked?.text ?? ''} />
        {asked ? (
          <>
            {asked.ask.map((resolution) => (
              <Resolved
                resolution={resolution}
                text={asked.text}
                locale={locale}
                isFound={asked.search.totalCount > 0}
              />
            ))}
            <Found search={asked.search} text={asked.text} locale={locale} />
          </>
        ) : (
          <p class="hint">
            Type it as the customer says it. You see what every channel would answer, and copy it in that channel’s
            form.
          </p>
        )}
      </div>
    </Page>
  );
}

interface InContext {
  readonly text: string;
  readonly locale: PageLocale;
}

function Resolved(
  props: InContext & { readonly resolution: AgentAskQuery['ask'][number]; readonly isFound: boolean },
): JSX.Element {
  const { resolution, text, locale, isFound } = props;
  if (resolution.__typename === 'NoAnswer') {
    return (
      <p class="notice">
        {noAnswer[resolution.reason]}
        {resolution.reason === 'UNKNOWN' && isFound ? ' The search below may still help.' : ''}
      </p>
    );
  }
  if (resolution.__typename === 'Choices') {
    return (
      <Best title="It may be one of these: ask the customer which">
        <ul class="questions">
          {resolution.choices.map(({ answer, question }) => (
            <li>
              <AnswerLink answer={answer.key} text={text} locale={locale}>
                {question}
              </AnswerLink>
            </li>
          ))}
        </ul>
      </Best>
    );
  }
  const { answer, rendition, confidence } = resolution;
  return (
    <Best title={`The answer to this question (${Math.round(confidence * 100)} % sure)`}>
      <h3>
        <AnswerLink answer={answer.key} text={text} locale={locale}>
          {rendition.question}
        </AnswerLink>
        <Marks audience={answer.audience} scope={[]} />
      </h3>
      <p lang={rendition.locale} dir={direction(rendition.locale)}>
        {rendition.short}
      </p>
    </Best>
  );
}

const noAnswer = {
  UNKNOWN: 'No answer fits this question.',
  UNSERVABLE: 'The answer to this question cannot be given just now: a figure in it is missing.',
  EMPTY: 'There is no question in these words.',
} as const;

function Best(props: { readonly title: string; readonly children: Child }): JSX.Element {
  return (
    <section class="best" aria-labelledby="best">
      <h2 id="best">{props.title}</h2>
      {props.children}
    </section>
  );
}

/** What is said of results that are not quite what was asked for. */
const lesser = {
  ANY_WORD: 'No answer fits all of these words. These fit some of them.',
  OTHER_LOCALE: 'Nothing in this language. These answers are in another.',
} as const;

function Found(props: InContext & { readonly search: AgentSearchQuery['search'] }): JSX.Element {
  const { search, text, locale } = props;
  if (search.totalCount === 0) return <p class="lead">The search found nothing: try fewer or other words.</p>;
  return (
    <section aria-labelledby="found">
      <h2 id="found">{search.totalCount === 1 ? 'Found: 1 answer' : `Found: ${search.totalCount} answers`}</h2>
      {search.didYouMean ? (
        <p>
          Found by <a href={localPath('/agent', locale, { q: search.didYouMean })}>{search.didYouMean}</a>.
        </p>
      ) : null}
      {search.step in lesser ? <p class="lead">{lesser[search.step as keyof typeof lesser]}</p> : null}
      {search.degraded ? <p class="count">{search.degraded.sentence}</p> : null}
      <ol class="results">
        {search.nodes.map(({ answer, title, excerpt, locale: spoken }) => (
          <li>
            <h3 lang={spoken} dir={direction(spoken)}>
              <AnswerLink answer={answer.key} text={text} locale={locale}>
                <Segments of={title} />
              </AnswerLink>
              <Marks audience={answer.audience} scope={answer.scope} />
            </h3>
            <p lang={spoken} dir={direction(spoken)}>
              <Segments of={excerpt} />
            </p>
            <p class="origin">{answer.topic.name}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function AnswerLink(props: InContext & { readonly answer: string; readonly children: Child }): JSX.Element {
  return <a href={localPath(`/agent/${props.answer}`, props.locale, { q: props.text })}>{props.children}</a>;
}
