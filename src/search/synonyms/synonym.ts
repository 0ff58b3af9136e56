import { AppError } from '../../platform/errors.js';
import { requireText } from '../../platform/text.js';
import { readQuery } from '../query/read-query.js';

/** How a synonym stands: only APPROVED ones are searched by. */
export type SynonymState = 'PROPOSED' | 'APPROVED' | 'DECLINED' | 'REMOVED';

/** Words that mean others, as editors decide on them. */
export interface SynonymRecord {
  readonly id: number;
  readonly locale: string;
  readonly from: string;
  readonly to: string;
  readonly twoWay: boolean;
  readonly state: SynonymState;
  /** In how many sessions people took the second words after the first; 0 for one that an editor thought of. */
  readonly sessions: number;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

/** Words as someone proposes them. */
export interface SynonymWords {
  readonly locale: string;
  readonly from: string;
  readonly to: string;
  readonly twoWay: boolean;
}

const mostWords = 4;

/** The words of a proposal, or BAD_INPUT that names the field: each side one to four words, and not the same. */
export function checkedWords({ locale, from, to, twoWay }: SynonymWords): SynonymWords {
  const [left, right] = [side('from', from, locale), side('to', to, locale)];
  if (left === right) throw new AppError('BAD_INPUT', 'from and to are the same words.');
  return { locale: locale.toLowerCase(), from: left, to: right, twoWay };
}

function side(field: string, text: string, locale: string): string {
  const words = requireText(field, text, { max: 100 }).toLowerCase();
  if (readQuery(words, locale).words.length === 0)
    throw new AppError('BAD_INPUT', `${field} has no word that a search goes by.`);
  if (words.split(/\s+/).length > mostWords)
    throw new AppError('BAD_INPUT', `${field} has too many words: at most ${mostWords}.`);
  return words.replace(/\s+/g, ' ');
}
