declare module 'wink-bm25-text-search' {
  /** The part of the engine that is measured. */
  interface Engine {
    defineConfig(config: { readonly fldWeights: Readonly<Record<string, number>> }): void;
    definePrepTasks(tasks: readonly ((input: never) => unknown)[]): void;
    addDoc(document: Readonly<Record<string, string>>, id: number): void;
    consolidate(): void;
    search(text: string, limit?: number): [string, number][];
  }
  export default function bm25(): Engine;
}

declare module 'wink-nlp-utils' {
  const utils: {
    readonly string: { readonly lowerCase: (text: string) => string; readonly tokenize0: (text: string) => string[] };
    readonly tokens: {
      readonly stem: (tokens: string[]) => string[];
      readonly propagateNegations: (tokens: string[]) => string[];
    };
  };
  export default utils;
}
