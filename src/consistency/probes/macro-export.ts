import { z } from 'zod';
import { AppError } from '../../platform/errors.js';

/** A canned reply as a help desk exports it. */
export interface Macro {
  /** What it may be called by: title, short code, id. */
  readonly names: readonly string[];
  /** Its title without the folders before it; what a map may call it by where nothing bears that name. */
  readonly lastName: string | null;
  /** Whether agents can still send it. */
  readonly isActive: boolean;
  /** Whether it writes a note that customers do not see. */
  readonly isNote: boolean;
  readonly html: string | null;
  /** Plain words or Markdown, where there is no HTML. */
  readonly text: string | null;
  /** As it stands in the file. */
  readonly entry: unknown;
}

/** The macros of a file. */
export interface MacroExport {
  readonly macros: readonly Macro[];
  /** Whether the file says of itself that more of them are elsewhere. */
  readonly isPage: boolean;
}

/**
 * Reads an export of Zendesk, Chatwoot, Freshdesk or Intercom, whose content tells which it is; throws UNAVAILABLE for another.
 *
 * Decided on 29 November 2026: not by the readers of the import, which make Markdown of what is in use and pass over the rest. What is passed over
 * there must be told here, and the words must stay as a customer sees them.
 */
export function readMacros(path: string, content: string): MacroExport {
  const value = jsonOf(path, content);
  const shape = shapes.find(({ fits }) => fits(value));
  if (!shape) throw new AppError('UNAVAILABLE', `${path} is no export of macros: ${expected}.`);
  const read = shape.macros.safeParse(value);
  if (read.success) return { macros: read.data, isPage: isPage(value) };
  const [issue] = read.error.issues;
  throw new AppError(
    'UNAVAILABLE',
    `${path} is no export of ${shape.name}: ${issue?.path.join('.').slice(0, 100) ?? ''} is not what such a file holds there.`,
  );
}

const expected =
  'expected are Zendesk’s {macros: […]}, Chatwoot’s [{short_code, content}], Freshdesk’s [{title, content}] or Intercom’s {data: [{name, body}]}';

function jsonOf(path: string, content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new AppError('UNAVAILABLE', `${path} is no JSON.`, {}, { cause: error });
  }
}

const id = z.union([z.string(), z.number()]).nullish();
const words = z.string().nullish();

const zendesk = z
  .object({
    macros: z.array(
      z.looseObject({
        id,
        title: z.string(),
        active: z.boolean().default(true),
        actions: z.array(z.object({ field: z.string(), value: z.unknown() })).default([]),
      }),
    ),
  })
  .transform(({ macros }) =>
    macros.map((entry): Macro => {
      const valueOf = (field: string) => textIn(entry.actions.find((action) => action.field === field)?.value);
      const isPublic = valueOf('comment_mode_is_public');
      return {
        names: namesOf(entry.title, entry.id),
        lastName: entry.title.split('::').at(-1)?.trim() ?? null,
        isActive: entry.active,
        isNote: isPublic === 'false',
        html: valueOf('comment_value_html'),
        text: valueOf('comment_value'),
        entry,
      };
    }),
  );

const chatwoot = z
  .array(z.looseObject({ id, short_code: z.string(), content: z.string() }))
  .transform((entries) =>
    entries.map((entry) => macro(entry, namesOf(entry.short_code, entry.id), { text: entry.content })),
  );

const freshdesk = z
  .array(z.looseObject({ id, title: z.string(), content: words, content_html: words }))
  .transform((entries) =>
    entries.map((entry) =>
      macro(entry, namesOf(entry.title, entry.id), { html: entry.content_html, text: entry.content }),
    ),
  );

const intercom = z
  .object({ data: z.array(z.looseObject({ id, name: z.string(), body: words, body_text: words })) })
  .transform(({ data }) =>
    data.map((entry) => macro(entry, namesOf(entry.name, entry.id), { html: entry.body, text: entry.body_text })),
  );

interface Shape {
  readonly name: string;
  readonly fits: (value: unknown) => boolean;
  readonly macros: z.ZodType<readonly Macro[]>;
}

const shapes: readonly Shape[] = [
  { name: 'Zendesk', fits: (value) => listIn(value, 'macros') !== null, macros: zendesk },
  {
    name: 'Chatwoot',
    fits: (value) => has(cannedIn(value), 'short_code'),
    macros: z.preprocess(cannedIn, chatwoot),
  },
  {
    name: 'Freshdesk',
    fits: (value) => cannedIn(value)?.length === 0 || has(cannedIn(value), 'title'),
    macros: z.preprocess(cannedIn, freshdesk),
  },
  { name: 'Intercom', fits: (value) => listIn(value, 'data') !== null, macros: intercom },
];

function macro(
  entry: unknown,
  names: readonly string[],
  { html, text }: { readonly html?: string | null | undefined; readonly text?: string | null | undefined },
): Macro {
  return {
    names,
    lastName: null,
    isActive: true,
    isNote: false,
    html: textIn(html),
    text: textIn(text),
    entry,
  };
}

function namesOf(title: string, number: z.output<typeof id>): readonly string[] {
  return [title.trim(), ...(number === null || number === undefined ? [] : [String(number)])];
}

/** A value is the text, or a list of the channel and the text; none where it is blank. */
function textIn(value: unknown): string | null {
  const text: unknown = Array.isArray(value) ? value.at(-1) : value;
  if (typeof text === 'boolean') return String(text);
  return typeof text === 'string' && text.trim() !== '' ? text : null;
}

function cannedIn(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : listIn(value, 'canned_responses');
}

function listIn(value: unknown, field: string): readonly unknown[] | null {
  const list = isRecord(value) && Object.hasOwn(value, field) ? value[field] : null;
  return Array.isArray(list) ? list : null;
}

function has(list: readonly unknown[] | null, field: string): boolean {
  const [first] = list ?? [];
  return isRecord(first) && Object.hasOwn(first, field);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Zendesk names the address of the next page, Intercom too. */
function isPage(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { next_page: next, pages } = value;
  return Boolean(next) || (isRecord(pages) && Boolean(pages['next']));
}
