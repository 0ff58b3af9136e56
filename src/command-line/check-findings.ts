import { bothQuotes, type QuoteInSentence, written } from './check-quotes.js';
import type { Checked, Finding } from './check-report.js';
import type { Terminal } from './check-terminal.js';

/** Each finding with what the answer says and what the channel says, the most harmful first. */
export function findingsText(checked: Checked, terminal: Terminal): string {
  const { findings } = checked;
  if (findings.length === 0) return 'No findings.';
  const title = terminal.paint('strong', `Findings: ${findings.length}`);
  return [title, ...findings.map((finding) => findingText(checked, finding, terminal))].join('\n\n');
}

function findingText(checked: Checked, finding: Finding, terminal: Terminal): string {
  const { severity, tier, kind, channel, probe, claim, owner } = finding;
  const title = [severity, tier, kind, channel.name, owner && `for ${owner.name}`].filter(Boolean).join(' · ');
  const quotes = bothQuotes(checked, finding);
  const said = (who: string, quote: QuoteInSentence | null) => (quote ? [`  ${who}  ${written(quote)}`] : []);
  return [
    terminal.paint(tier === 'ALERT' ? 'bad' : 'doubtful', title),
    `  ${probe.question}`,
    ...said('answer: ', quotes.answer),
    ...said('channel:', quotes.channel),
    // Without two quotes the claim says what they would have shown.
    ...(quotes.answer && quotes.channel ? [] : [`  ${claim}`]),
  ].join('\n');
}
