import { GraphQLScalarType, Kind } from 'graphql';

const bcp47 = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}$/;

/** A BCP 47 language tag. */
export const LocaleScalar = new GraphQLScalarType<string, string>({
  name: 'Locale',
  description: 'A BCP 47 language tag, such as en, de-AT or ar.',
  specifiedByURL: 'https://www.rfc-editor.org/info/bcp47',
  serialize: String,
  parseValue: tag,
  parseLiteral: (node) => tag(node.kind === Kind.STRING ? node.value : null),
});

function tag(value: unknown): string {
  if (typeof value === 'string' && bcp47.test(value)) return value;
  throw new TypeError('A locale is a BCP 47 language tag such as en or de-AT.');
}
