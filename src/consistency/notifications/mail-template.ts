import type { Template } from '../../channels/index.js';

const frame = (content: string) => `<mjml lang="en">
  <mj-head>
    <mj-title>Findings</mj-title>
    <mj-preview>{{ heading }}</mj-preview>
    <mj-attributes>
      <mj-all font-family="-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif" />
      <mj-text padding="0 32px 10px" font-size="16px" line-height="1.5" color="#1c2b2c" />
    </mj-attributes>
    <mj-raw>
      <meta name="color-scheme" content="light dark">
      <meta name="supported-color-schemes" content="light dark">
    </mj-raw>
    <mj-style>
      h1 { margin: 0; font-size: 22px; line-height: 1.3; font-weight: 650; }
      h2 { margin: 16px 0 0; font-size: 17px; line-height: 1.35; font-weight: 650; }
      @media (prefers-color-scheme: dark) {
        body, body > div { background-color: #0f1a1b !important; }
        .sheet, .sheet > table { background: #152325 !important; background-color: #152325 !important; }
        .words div, .words h1, .words h2 { color: #e7ece6 !important; }
      }
    </mj-style>
  </mj-head>
  <mj-body background-color="#f5f5f2" width="640px">
    <mj-section css-class="sheet" background-color="#ffffff" border-radius="8px" padding="28px 0 16px">
      <mj-column>
${content}
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;

const words = (text: string) => `<mj-text css-class="words">${text}</mj-text>`;
const raw = (liquid: string) => `<mj-raw>${liquid}</mj-raw>`;

const opened = [
  raw('{% for one in opened %}'),
  words('<h2>{{ one.severity }} · {{ one.channel }} · finding {{ one.id }}</h2>'),
  words('<strong>Asked:</strong> {{ one.question }}'),
  words('<strong>Difference:</strong> {{ one.claim }}'),
  words('<strong>The answer says:</strong> {{ one.answer_says }}'),
  words('<strong>The channel says:</strong> {{ one.channel_says }}'),
  raw('{% if one.becomes != "" %}'),
  words('<strong>Better:</strong> {{ one.becomes }}'),
  raw('{% endif %}{% if one.address != "" %}'),
  words('<strong>Where:</strong> {{ one.address }}'),
  raw('{% endif %}{% endfor %}{% if more_opened != "" %}'),
  words('{{ more_opened }} more are open.'),
  raw('{% endif %}'),
];

const fixed = [
  raw('{% if fixed.size > 0 %}'),
  words('<h2>Fixed</h2>'),
  raw('{% for one in fixed %}'),
  words('{{ one.severity }} · {{ one.channel }} · finding {{ one.id }}: {{ one.question }} {{ one.claim }}'),
  raw('{% endfor %}{% if more_fixed != "" %}'),
  words('{{ more_fixed }} more are fixed.'),
  raw('{% endif %}{% endif %}'),
];

const decide = [
  raw('{% if opened.size > 0 %}'),
  words(
    'To decide, at {{ api }}: decideFinding, assignFinding or waiveFinding with the finding’s number. What the channel says is quoted from it.',
  ),
  raw('{% endif %}'),
];

/** The mail that tells of findings. */
export const alertTemplate: Template = {
  key: 'finding-alert',
  locale: 'en',
  subject: '{{ heading }}',
  source: frame([words('<h1>{{ heading }}</h1>'), ...opened, ...fixed, ...decide].join('\n')),
};
