import { Field, ObjectType } from 'type-graphql';
import type { Probe } from '../../src/consistency/index.js';
import { AudienceEnum } from '../shared/enums.js';
import { LocaleScalar } from '../shared/scalars.js';
import { ScopeEntry, scopeEntries } from '../shared/scope.js';

@ObjectType('Probe', { description: 'A question that is put to every channel.' })
export class ProbeType {
  @Field(() => String, { description: 'Names the probe.' })
  key!: string;

  @Field(() => String, { description: 'The question.' })
  question!: string;

  @Field(() => LocaleScalar, { description: 'In which language it is asked.' })
  locale!: string;

  @Field(() => AudienceEnum, { description: 'As whom it is asked.' })
  audience!: string;

  @Field(() => [ScopeEntry], { description: 'The scope of the answer that is expected; empty = everywhere.' })
  scope!: readonly ScopeEntry[];

  @Field(() => String, { description: 'The key of the answer that every channel must give.' })
  expects!: string;
}

/** A probe as the API shows it. */
export function probeView(probe: Probe): ProbeType {
  return { ...probe, scope: scopeEntries(probe.scope) };
}
