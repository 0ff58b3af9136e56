import type { Evidence, ProbeQuestion, Said } from './channel-probe.js';

/** A reply without words, and why there are none. */
export function nothingSaid(
  state: Exclude<Said['state'], 'said'>,
  question: ProbeQuestion,
  told: Partial<Pick<Said, 'failure' | 'address' | 'evidence'>> = {},
): Said {
  const { failure = null, address = null, evidence = null } = told;
  return {
    state,
    text: '',
    locale: question.locale,
    evidence,
    address,
    answerKey: null,
    version: null,
    receiptCode: null,
    failure,
  };
}

/** Words of a channel that gives no receipts. */
export function saidWithoutReceipt(
  question: ProbeQuestion,
  text: string,
  seen: Pick<Said, 'address' | 'evidence'>,
): Said {
  return {
    ...seen,
    state: 'said',
    text,
    locale: question.locale,
    answerKey: null,
    version: null,
    receiptCode: null,
    failure: null,
  };
}

/** Evidence that is data of ours: JSON, indented, so that a person can read it. */
export function jsonEvidence(seen: unknown): Evidence {
  return { mediaType: 'application/json', content: Buffer.from(JSON.stringify(seen, null, 2)) };
}
