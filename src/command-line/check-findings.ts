import { exposureWords } from './check-exposure.js';
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
  const { severity, severityReasons, tier, kind, channel, probe, claim, owner } = finding;
  const about = [severity, tier, kind, channel.name, owner && `for ${owner.name}`, ...exposureWords(finding)];
  const title = about.filter(Boolean).join(' · ');
  const quotes = bothQuotes(checked, finding);
  const said = (who: string, quote: QuoteInSentence | null) => (quote ? [`  ${who}  ${written(quote)}`] : []);
  return [
    terminal.paint(tier === 'ALERT' ? 'bad' : 'doubtful', title),
    `  ${probe.question}`,
    ...(severityReasons.length === 0 ? [] : [`  weighed: ${severityReasons.join('; ')}`]),
    ...said('answer: ', quotes.answer),
    ...said('channel:', quotes.channel),
    // Without two quotes the claim says what they would have shown.
    ...(quotes.answer && quotes.channel ? [] : [`  ${claim}`]),
  ].join('\n');
}
