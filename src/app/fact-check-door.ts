import type { Services } from '../../schema/context.js';
import { escapeMarkdown, limitsOf, present } from '../channels/index.js';
import {
  answerFactCheck,
  type AskedAbout,
  type FactCheckReply,
  factValue,
  fillEmbeds,
  type OpenedFactCheck,
  openFactCheck,
} from '../knowledge/index.js';
import type { DraftToCheck, FactCheckView } from '../web/index.js';

/** What the fact check's pages need: drafts as their readers will see them, and where a reply goes. */
export interface FactCheckDoor {
  open(token: string): Promise<FactCheckView>;
  reply(token: string, reply: FactCheckReply): Promise<FactCheckView>;
}

/** Opens the door by which experts without an account come in. */
export function factCheckDoor(services: Services): FactCheckDoor {
  const view = (opened: OpenedFactCheck): FactCheckView =>
    opened.outcome === 'open' ? { outcome: 'open', draft: asRead(services, opened.asked) } : opened;
  return {
    open: async (token) => view(await openFactCheck(services, token)),
    reply: async (token, reply) => view(await answerFactCheck(services, token, reply)),
  };
}

/** A fact without a value stays as it is written, so that the expert sees that it is missing. */
function asRead({ snapshots, sourceLocale, addressOf }: Services, asked: AskedAbout): DraftToCheck {
  const snapshot = snapshots.current();
  const valueOf = (key: string) => factValue(snapshot, key, asked.scope)?.content ?? null;
  const words = (text: string) => fillEmbeds(text, sourceLocale, valueOf).text;
  const markdown = (text: string) => fillEmbeds(text, sourceLocale, valueOf, escapeMarkdown).text;
  const { html } = present(
    { name: 'Fact check', limits: limitsOf.help },
    {
      title: words(asked.text.title),
      body: markdown(asked.text.body),
      short: markdown(asked.text.short),
      url: null,
      linkTo: (key) => addressOf(key, sourceLocale),
    },
  );
  return {
    name: asked.name,
    requestedBy: asked.requestedBy,
    expiresAt: asked.expiresAt.toISOString(),
    changeNote: asked.changeNote,
    question: words(asked.text.question),
    html,
    short: words(asked.text.short),
  };
}
