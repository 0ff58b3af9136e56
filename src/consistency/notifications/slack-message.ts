import { type FindingWords, headingOf, type MessageWords, oneLine, shortened } from './finding-words.js';

/** What an incoming webhook of Slack takes: `text` for notifications, `blocks` to read. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

/** A piece of a message; Slack takes 50 of them, each of 3,000 characters at most. */
export interface SlackBlock {
  readonly type: 'section' | 'context';
  readonly text?: SlackText;
  readonly elements?: readonly SlackText[];
}

interface SlackText {
  readonly type: 'mrkdwn';
  readonly text: string;
}

const mostOpened = 30;
const mostFixed = 15;
const longestBlock = 3_000;
/** How many characters of each quote are shown, tried in this order until a block is short enough: an escaped one is five times as long. */
const quoteLengths = [600, 250, 75];

/** A message as Slack shows it. What channels say is nobody's markup: it can neither call a whole channel nor hide where a link leads. */
export function slackMessage(words: MessageWords, api: string): SlackMessage {
  const heading = escaped(headingOf(words));
  const { opened, fixed } = words;
  return {
    text: heading,
    blocks: [
      section(`*${heading}*`),
      ...opened.slice(0, mostOpened).map((finding) => section(withinLimit((most) => openedText(finding, most)))),
      ...fixed.slice(0, mostFixed).map((finding) => section(withinLimit((most) => fixedText(finding, most)))),
      ...more(opened.length - mostOpened, 'more are open'),
      ...more(fixed.length - mostFixed, 'more are fixed'),
      ...(opened.length > 0 ? [context(howToDecide(api))] : []),
    ],
  };
}

function openedText(finding: FindingWords, most: number): string {
  const { severity, channel, question, claim, answerSays, channelSays, becomes, address, id } = finding;
  const shown = (text: string) => escaped(shortened(oneLine(text), most));
  return [
    `*${severity} · ${shown(channel)}* · finding ${id}`,
    `*Asked:* ${shown(question)}`,
    `*Difference:* ${shown(claim)}`,
    `*The answer says:* ${answerSays === null ? 'nothing of it' : shown(answerSays)}`,
    `*The channel says:* ${channelSays === null ? 'nothing of it' : shown(channelSays)}`,
    ...(becomes === null ? [] : [`*Better:* ${shown(becomes)}`]),
    ...(address === null ? [] : [`*Where:* ${shown(address)}`]),
  ].join('\n');
}

function fixedText({ severity, channel, question, claim, id }: FindingWords, most: number): string {
  const shown = (text: string) => escaped(shortened(oneLine(text), most));
  return `*Fixed: ${severity} · ${shown(channel)}* · finding ${id}\n*Asked:* ${shown(question)}\n*Difference:* ${shown(claim)}`;
}

function howToDecide(api: string): string {
  return `To decide, at ${escaped(api)}: \`decideFinding\`, \`assignFinding\` or \`waiveFinding\` with the finding's number.`;
}

function withinLimit(write: (most: number) => string): string {
  const texts = quoteLengths.map(write);
  return texts.find((text) => text.length <= longestBlock) ?? texts.at(-1) ?? '';
}

function more(count: number, what: string): readonly SlackBlock[] {
  return count > 0 ? [context(`${count} ${what}.`)] : [];
}

function section(text: string): SlackBlock {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

function context(text: string): SlackBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text }] };
}

/** The three characters that Slack reads as markup of its own. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
