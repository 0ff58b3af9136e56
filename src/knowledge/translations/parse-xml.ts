import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { AppError } from '../../platform/errors.js';

/** A node of a document: an element, or text. Names are without their namespace's prefix. */
export type XmlNode = XmlElement | string;

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
}

const deepest = 40;
const text = '#text';
const attributesName = ':@';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  processEntities: false,
  maxNestedTags: deepest,
});

/**
 * Reads XML from a stranger: a document type is refused, so that no entity can grow or read a file; of references only the five of XML itself
 * and numbers are known. Throws BAD_INPUT that says where the document is broken.
 */
export function parseXml(document: string): readonly XmlNode[] {
  if (/<!DOCTYPE|<!ENTITY/i.test(document))
    throw new AppError('BAD_INPUT', 'The document has a document type (<!DOCTYPE>), which is not read.');
  const fault = XMLValidator.validate(document);
  if (fault !== true)
    throw new AppError('BAD_INPUT', `The document is not well-formed XML: line ${fault.err.line}: ${fault.err.msg}`);
  try {
    return nodes(parser.parse(document) as readonly RawNode[]);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('BAD_INPUT', 'The document cannot be read as XML.', {}, { cause: error });
  }
}

/** The child elements of that name. */
export function childrenNamed(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child): child is XmlElement => typeof child !== 'string' && child.name === name);
}

type RawNode = Readonly<Record<string, unknown>>;

function nodes(raw: readonly RawNode[]): readonly XmlNode[] {
  return raw.map((node): XmlNode => {
    const name = Object.keys(node).find((key) => key !== attributesName) ?? text;
    if (name === text) return decoded(String(node[text] ?? ''));
    const attributes = (node[attributesName] ?? {}) as Readonly<Record<string, unknown>>;
    return {
      name,
      attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, decoded(String(value))])),
      children: nodes(node[name] as readonly RawNode[]),
    };
  });
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(value: string): string {
  return value.replaceAll('\r\n', '\n').replace(/&([^;&\s]{0,12});?/g, (whole, reference: string) => {
    const code = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(reference);
    const point = code ? Number.parseInt(code[1] ?? code[2] ?? '', code[1] === undefined ? 10 : 16) : Number.NaN;
    const character = named[reference] ?? (point > 0 && point <= 0x10_ff_ff ? String.fromCodePoint(point) : undefined);
    if (character === undefined || !whole.endsWith(';'))
      throw new AppError('BAD_INPUT', `The document has a reference that is not read: ${whole.slice(0, 20)}`);
    return character;
  });
}
