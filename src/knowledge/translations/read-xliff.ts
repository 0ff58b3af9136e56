import { AppError } from '../../platform/errors.js';
import { childrenNamed, parseXml, type XmlElement, type XmlNode } from './parse-xml.js';
import { type UnitName, unitNames, versionNamed } from './xliff.js';

/** One answer as it came back from translators, with what could not be read of it. */
export interface ReturnedAnswer {
  /** As the file element names it; null when it names no version of ours. */
  readonly named: { readonly key: string; readonly version: number } | null;
  readonly original: string;
  readonly units: ReadonlyMap<UnitName, ReturnedUnit>;
  readonly faults: readonly { readonly unit: string | null; readonly message: string }[];
}

/** A unit's words; `target` is null where nothing was translated. */
export interface ReturnedUnit {
  readonly source: string;
  readonly target: string | null;
}

export interface ReturnedDocument {
  readonly sourceLocale: string;
  readonly targetLocale: string;
  readonly answers: readonly ReturnedAnswer[];
}

/** Reads a document that translators sent back. Throws BAD_INPUT when it is no XLIFF 2; faults of single units are named beside the rest. */
export function readXliff(document: string): ReturnedDocument {
  const root = parseXml(document).find((node): node is XmlElement => typeof node !== 'string');
  const { version = '', srcLang = '', trgLang = '' } = root?.attributes ?? {};
  if (root?.name !== 'xliff' || !version.startsWith('2.'))
    throw new AppError('BAD_INPUT', 'The document is no XLIFF 2: it must begin with <xliff version="2.0">.');
  if (trgLang === '') throw new AppError('BAD_INPUT', 'The document does not say its language: trgLang is missing.');
  return {
    sourceLocale: srcLang,
    targetLocale: trgLang,
    answers: childrenNamed(root, 'file').map(answerIn),
  };
}

function answerIn(file: XmlElement): ReturnedAnswer {
  const original = file.attributes.original ?? '';
  const units = new Map<UnitName, ReturnedUnit>();
  const faults: { unit: string | null; message: string }[] = [];
  for (const unit of unitsIn(file)) {
    const id = unit.attributes.id ?? '';
    const name = unitNames.find((known) => known === id);
    const complain = (message: string) => faults.push({ unit: id === '' ? null : id, message });
    if (!name) complain('There is no such unit: question, title, body and short are known.');
    else if (units.has(name)) complain('The unit is there twice.');
    else units.set(name, unitIn(unit, complain));
  }
  return { named: versionNamed(original), original, units, faults };
}

/** Units may stand in groups. */
function unitsIn(element: XmlElement): readonly XmlElement[] {
  return [...childrenNamed(element, 'unit'), ...childrenNamed(element, 'group').flatMap(unitsIn)];
}

type Complain = (message: string) => void;

/** A tool may have cut a unit into segments: their words in order are the unit's, with what it set aside between them. */
function unitIn(unit: XmlElement, complain: Complain): ReturnedUnit {
  const parts = unit.children.filter(
    (child): child is XmlElement =>
      typeof child !== 'string' && (child.name === 'segment' || child.name === 'ignorable'),
  );
  const data = new Map(
    childrenNamed(unit, 'originalData')
      .flatMap((original) => childrenNamed(original, 'data'))
      .map((one) => [one.attributes.id ?? '', inline(one.children, new Map(), complain)]),
  );
  const say = (part: XmlElement, name: 'source' | 'target') => {
    const [found] = childrenNamed(part, name);
    return found ? inline(found.children, data, complain) : null;
  };
  const source = parts.map((part) => say(part, 'source') ?? '').join('');
  const segments = parts.filter(({ name }) => name === 'segment');
  const targets = segments.map((part) => say(part, 'target'));
  if (targets.every((target) => target === null || target.trim() === '')) return { source, target: null };
  if (targets.includes(null)) complain('Some segments of the unit are translated and some are not.');
  return {
    source,
    target: inOrder(parts)
      .map((part) => say(part, 'target') ?? say(part, 'source') ?? '')
      .join(''),
  };
}

/** A target that says its place (`order`) stands there; the others keep the place of their source. */
function inOrder(parts: readonly XmlElement[]): readonly XmlElement[] {
  const placeOf = (part: XmlElement, place: number) =>
    Number(childrenNamed(part, 'target')[0]?.attributes.order ?? place + 1);
  return parts
    .map((part, place) => ({ part, place: placeOf(part, place) }))
    .sort((a, b) => a.place - b.place)
    .map(({ part }) => part);
}

/** Words with placeholders put back; marks of tools around words are taken off. */
function inline(nodes: readonly XmlNode[], data: ReadonlyMap<string, string>, complain: Complain): string {
  return nodes.map((node) => (typeof node === 'string' ? node : inlineElement(node, data, complain))).join('');
}

function inlineElement(node: XmlElement, data: ReadonlyMap<string, string>, complain: Complain): string {
  const { name, attributes, children } = node;
  switch (name) {
    case 'ph': {
      const value = data.get(attributes.dataRef ?? '');
      if (value === undefined) complain(`A placeholder stands for nothing: dataRef="${attributes.dataRef ?? ''}".`);
      return value ?? '';
    }
    case 'cp':
      return character(attributes.hex ?? '', complain);
    case 'mrk':
      return inline(children, data, complain);
    case 'sm':
    case 'em':
      return '';
    default:
      complain(`<${name}> is not read inside a text.`);
      return '';
  }
}

function character(hex: string, complain: Complain): string {
  const point = Number.parseInt(hex, 16);
  if (/^[0-9a-f]{1,6}$/i.test(hex) && point <= 0x10_ff_ff) return String.fromCodePoint(point);
  complain(`<cp hex="${hex.slice(0, 10)}"/> is no character.`);
  return '';
}
