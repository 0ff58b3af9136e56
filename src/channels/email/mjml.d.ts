declare module 'mjml' {
  /** One fault that the validation found. */
  export interface MjmlFault {
    readonly line: number;
    readonly message: string;
    readonly tagName: string;
  }

  interface MjmlOptions {
    readonly validationLevel?: 'strict' | 'soft' | 'skip';
    readonly ignoreIncludes?: boolean;
    readonly keepComments?: boolean;
  }

  /** Compiles MJML; with validation "strict" it rejects with an error that carries `errors`. */
  export default function mjml2html(
    source: string,
    options?: MjmlOptions,
  ): Promise<{ readonly html: string; readonly errors: readonly MjmlFault[] }>;
}
