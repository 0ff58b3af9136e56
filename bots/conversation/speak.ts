import type { BotChannel } from './bot-channel.js';
import type { Choice, Offer } from './conversation.js';
import type { Resolution, Telling } from './knowledge.js';
import { sharedQuestion, tellingScopes } from './known-scope.js';
import { noAnswerText, personText, receiptLine } from './labels.js';
import { type Button, type Message, plainMessage } from './message.js';
import { wayOut } from './pick-choice.js';

/** More than three choices are a search, not a question back. */
const mostChoices = 3;

type Words = { readonly text: string; readonly locale: string } | null;

/** An answer with its receipt code on a last line of its own; where the line would pass the channel's limit, the code travels beside the text only. */
export function answerMessage(channel: BotChannel, telling: Telling): Message {
  const { key, rendition, snapshotSequence: snapshot } = telling;
  const { code, contentHash, factValueIds } = rendition.receipt;
  const proven = `${rendition.text}\n\n${receiptLine(code, rendition.locale)}`;
  return {
    ...plainMessage('answer', proven.length <= channel.maxCharacters ? proven : rendition.text, rendition.locale),
    buttons: offersPerson(telling) ? personButton(channel, rendition.locale) : [],
    provenance: {
      answer: key,
      version: rendition.version,
      receipt: code,
      snapshot,
      contentHash,
      factValueIds,
      url: rendition.url,
    },
  };
}

/** The first three meanings of a question; two with the same words are told apart by their scope. */
export function offerOf(choices: Extract<Resolution, { __typename: 'Choices' }>, intro: string): Offer {
  const offered = choices.choices.slice(0, mostChoices);
  const telling = tellingScopes(offered.map(({ scope }) => scope));
  const labelled = offered.map((choice, place): Choice => {
    const isAmbiguous = offered.filter(({ question }) => question === choice.question).length > 1;
    const scope = choice.scope.map(({ value }) => value).join(', ');
    const alone = telling?.[place];
    return {
      answer: choice.answer.key,
      label: isAmbiguous && scope ? `${choice.question} (${scope})` : choice.question,
      ...(alone ? { scope: { dimension: alone.dimension, value: alone.value } } : {}),
    };
  });
  return { choices: labelled, intro, ...(choices.inquiry === null ? {} : { inquiry: choices.inquiry }) };
}

/** The offer as one message: buttons where they fit, else a numbered list. Where only the scope is open, the buttons ask for that alone. */
export function choicesMessage(channel: BotChannel, offer: Offer, locale: string | null): Message {
  const most = mostButtons(channel);
  const needsList =
    offer.choices.length > most || offer.choices.some(({ label }) => label.length > channel.maxButtonTitle);
  const list = offer.choices.map(({ label }, index) => `${index + 1}. ${label}`).join('\n');
  const text = [offer.intro, needsList ? list : (sharedQuestion(offer) ?? '')].filter(Boolean).join('\n\n');
  return { ...plainMessage('choices', text, locale), buttons: buttonsOf(channel, offer).slice(0, most) };
}

/** As many as one message shows, be it beneath it or on a card. */
function mostButtons({ suggestedActions, cardButtons }: BotChannel): number {
  return Math.max(suggestedActions, cardButtons);
}

/** The organisation's words for "I do not know". */
export function noAnswerMessage(words: Words, locale: string | null): Message {
  return plainMessage('no-answer', words?.text ?? noAnswerText(locale), words?.locale ?? locale);
}

/** What an organisation wants its people to deal with is told with the way to them: by the answer's own policy, else by its topic. */
function offersPerson({ personPolicy, topic }: Telling): boolean {
  return personPolicy === 'OFFER' || (personPolicy === 'AS_TOPIC' && topic.demandClass === 'HUMAN');
}

/** The way to a person, where the channel shows buttons. */
export function personButton(channel: BotChannel, locale: string | null): readonly Button[] {
  const title = personText(locale);
  return mostButtons(channel) > 0 && title.length <= channel.maxButtonTitle ? [{ title, value: title }] : [];
}

function buttonsOf(channel: BotChannel, offer: Offer): readonly Button[] {
  const isScopeAlone = sharedQuestion(offer) !== null;
  const choices = offer.choices.map(({ label, scope }, index): Button => {
    if (isScopeAlone && scope && scope.value.length <= channel.maxButtonTitle)
      return { title: scope.value, value: label };
    const fits = label.length <= channel.maxButtonTitle;
    return { title: fits ? label : String(index + 1), value: fits ? label : String(index + 1) };
  });
  const out = wayOut(offer.intro);
  return out === null || out.length > channel.maxButtonTitle ? choices : [...choices, { title: out, value: out }];
}
