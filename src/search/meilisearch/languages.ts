/** Languages whose words are not set apart: their texts go to the engine as they are, and its dictionaries cut them. */
const cutByEngine: readonly string[] = ['ja', 'zh', 'th', 'km', 'lo', 'my'];

/** What Japanese and Chinese put between words, which the engine is to leave out. */
const particles: Readonly<Record<string, string>> = {
  ja: 'の に は を が で と も へ や か し た て です ます まし から まで する した ください',
  zh: '的 了 吗 呢 在 和 是 我 我的 怎么 如何 什么',
};

/** The language of a locale, such as `pt` of `pt-BR`. */
export function languageOf(locale: string): string {
  return locale.toLowerCase().split('-', 1)[0] ?? locale;
}

/** Whether the engine cuts the texts of a locale into words; all others come to it cut and folded by us. */
export function isCutByEngine(locale: string): boolean {
  return cutByEngine.includes(languageOf(locale));
}

/** The engine's own stop words for a locale that it cuts. Ours are taken out before: a question of nothing but stop words finds every document. */
export function particlesOf(locale: string): readonly string[] {
  return (particles[languageOf(locale)] ?? '').split(' ').filter((word) => word !== '');
}
