import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Audience } from '../../../schema/operations/operations.js';

const readers: Readonly<Record<Audience, string | null>> = {
  PUBLIC: null,
  CUSTOMER: 'Customers only',
  PARTNER: 'Partners only',
  STAFF: 'Staff only',
};

/** The marks beside an answer's name: who may not be told, and whom it applies to. */
export function Marks(props: {
  readonly audience: Audience;
  readonly scope: readonly { readonly dimension: string; readonly value: string }[];
}): JSX.Element {
  const limit = readers[props.audience];
  return (
    <>
      {limit === null ? null : (
        <>
          {' '}
          <span class={`tag limit limit-${props.audience.toLowerCase()}`}>{limit}</span>
        </>
      )}
      {props.scope.map(({ dimension, value }) => (
        <>
          {' '}
          <span class="tag">{`${dimension}: ${value}`}</span>
        </>
      ))}
    </>
  );
}
