declare module 'snowball-stemmers' {
  export interface Stemmer {
    stem(word: string): string;
  }
  export function newStemmer(algorithm: string): Stemmer;
  export function algorithms(): readonly string[];
  const factory: { readonly newStemmer: typeof newStemmer; readonly algorithms: typeof algorithms };
  export default factory;
}
