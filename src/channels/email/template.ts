/** The frame of an e-mail that embeds answers, in one language. */
export interface Template {
  readonly key: string;
  readonly locale: string;
  /** Liquid, on one line. */
  readonly subject: string;
  /** MJML with Liquid; `{% answer "key" %}` stands for an answer's words. */
  readonly source: string;
}

/** A template as it is kept: MJML is read once, when it is saved; what is left to do for a mail is Liquid alone. */
export interface CompiledTemplate extends Template {
  readonly html: string;
  readonly text: string;
}

/** A template with the number of its edit, which says whether it is still the one that somebody read. */
export interface KeptTemplate extends CompiledTemplate {
  readonly edit: number;
  readonly updatedAt: Date;
}

/** Values for the Liquid variables of one mail; a list is walked with `{% for %}`. */
export type TemplateVariables = Readonly<Record<string, string | readonly TemplateRow[]>>;

/** One row of a list. */
export type TemplateRow = Readonly<Record<string, string>>;

/** The locales to look for, best first: the one asked, its language, then the organisation's own. */
export function templateLocales(asked: string, sourceLocale: string): readonly string[] {
  return [...new Set([asked, asked.split('-')[0] ?? asked, sourceLocale])];
}

/** Which way a language is written. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return ['ar', 'fa', 'he', 'ur'].includes(locale.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
