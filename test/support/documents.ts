import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/paths.js';

/** A fenced block of a document that can be run, with the answer printed right after it. */
export interface Example {
  readonly kind: 'curl' | 'graphql';
  /** Who runs it, for GraphQL: the word behind the language. */
  readonly as: string | null;
  readonly text: string;
  readonly answer: unknown;
}

/** An HTTP request as a curl command makes it. */
export interface CurlRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** A document of the project, by its path. */
export function readDocument(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}

/** The README and the pages beside it. */
export function documentPaths(): readonly string[] {
  const pages = readdirSync(join(projectRoot, 'docs')).filter((name) => name.endsWith('.md'));
  return ['README.md', ...pages.sort().map((name) => `docs/${name}`)];
}

/** The runnable blocks of a document in their order: GraphQL, and shell blocks that begin with curl. */
export function examplesIn(markdown: string): readonly Example[] {
  const blocks = [...markdown.matchAll(/^```(\w+)(?: (\w+))?\n(.*?)^```$/gms)];
  return blocks.flatMap(([, language, as, text = ''], place) => {
    const kind = language === 'graphql' ? 'graphql' : language === 'sh' && text.startsWith('curl ') ? 'curl' : null;
    const [, nextLanguage, , next = ''] = blocks[place + 1] ?? [];
    const answer: unknown = nextLanguage === 'json' ? JSON.parse(next) : null;
    return kind ? [{ kind, as: as ?? null, text, answer }] : [];
  });
}

/** Reads a curl command as the shell and curl would, for the options that our documents use; any other is an error. */
export function readCurl(command: string, variables: Readonly<Record<string, string>>): CurlRequest {
  const { line, input } = hereDocument(command, variables);
  const words = wordsOf(line, variables);
  const options = { url: '', method: '', headers: {} as Record<string, string>, body: undefined as string | undefined };
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === 'curl' || word === '-s') continue;
    if (word === '-X') options.method = words.shift() ?? '';
    else if (word === '-d') options.body = dataOf(words.shift() ?? '', input);
    else if (word === '-H') {
      const [name = '', value = ''] = (words.shift() ?? '').split(/: (.*)/s);
      options.headers[name] = value;
    } else if (word.startsWith('-')) throw new Error(`curl ${word} is not understood here`);
    else options.url = word;
  }
  return { ...options, method: options.method || (options.body === undefined ? 'GET' : 'POST') };
}

/** As curl does, `@-` takes the standard input and leaves its line ends out. */
function dataOf(word: string, input: string): string {
  return word === '@-' ? input.replaceAll('\n', '') : word;
}

/** Variables stand for their values in a here-document, unless its end is quoted. */
function hereDocument(
  command: string,
  variables: Readonly<Record<string, string>>,
): { readonly line: string; readonly input: string } {
  const [, line, quote, input] = /^(.*?) <<('?)END\2?\n(.*)^END\n$/ms.exec(command) ?? [];
  if (line === undefined || input === undefined) return { line: command.trim(), input: '' };
  return { line, input: quote ? input : expand(input, variables) };
}

function wordsOf(line: string, variables: Readonly<Record<string, string>>): string[] {
  return [...line.replaceAll('\\\n', ' ').matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, literal, quoted, bare]) => literal ?? expand(quoted ?? bare ?? '', variables),
  );
}

function expand(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$([A-Z_]+)/g, (_, name: string) => {
    const value = variables[name];
    if (value === undefined) throw new Error(`the shell variable ${name} was never given`);
    return value;
  });
}
