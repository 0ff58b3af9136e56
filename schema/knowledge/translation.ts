import { Arg, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { type DiffSegment, wordSegments } from '../../src/consistency/index.js';
import {
  type CheckedTranslation,
  chooseText,
  exportTranslations,
  type TranslationImportProblem,
  importTranslations,
  type TranslationFile,
  type TranslationImport,
  type TranslationState,
  type TranslationStatus,
  translationStates,
} from '../../src/knowledge/index.js';
import type { RequestContext } from '../context.js';
import { LocaleScalar } from '../shared/scalars.js';
import { AnswerType } from './answer.js';
import { ChangeKindEnum, ImportStatusEnum, TranslationStatusEnum } from './translation-enums.js';
import { versionsUpTo } from './version-view.js';
import { type AnswerView, forStaff, localesOf } from './views.js';

@ObjectType({ description: 'A stretch of the source, as it was translated and as it is.' })
class SourceChangeSegment implements DiffSegment {
  @Field(() => ChangeKindEnum, { description: 'In which of the two it stands.' })
  kind!: DiffSegment['kind'];

  @Field(() => String, { description: 'Its words.' })
  text!: string;
}

@ObjectType({ description: 'What changed in one part of the source since it was translated.' })
class SourceChange {
  @Field(() => String, { description: 'question, title, body or short.' })
  part!: string;

  @Field(() => String, { description: 'The part as it is translated.' })
  translation!: string;

  @Field(() => [SourceChangeSegment], {
    description:
      'SAME and REMOVED in their order are the source that was translated, SAME and ADDED the one that holds.',
  })
  segments!: readonly DiffSegment[];
}

interface TranslationView extends TranslationState {
  readonly of: AnswerView;
}

@ObjectType('Translation', { description: 'An answer in a language other than its own, as far as there is one.' })
class TranslationType implements Omit<TranslationState, 'text'> {
  @Field(() => String, { description: 'The language.' })
  locale!: string;

  @Field(() => TranslationStatusEnum, { description: 'How it stands to its source.' })
  status!: TranslationStatus;

  @Field(() => Int, { nullable: true, description: 'The version that was translated; null when none was.' })
  sourceVersion!: number | null;

  @Field(() => Int, { description: 'The version that holds.' })
  currentVersion!: number;
}

const parts = ['question', 'title', 'body', 'short'] as const;

@Resolver(() => TranslationType)
export class TranslationResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'Who read it before it was published; null = no person did. For staff.',
  })
  reviewer(@Root() { text }: TranslationView, @Ctx() ctx: RequestContext): string | null {
    return forStaff(ctx.actor, text?.reviewer ?? null);
  }

  @FieldResolver(() => [SourceChange], {
    description: 'What changed in the source since it was translated, beside the translation; empty when nothing did.',
  })
  async sourceChanges(@Root() view: TranslationView, @Ctx() ctx: RequestContext): Promise<readonly SourceChange[]> {
    const { text, sourceVersion, currentVersion, of } = view;
    if (!text || sourceVersion === currentVersion) return [];
    const versions = await versionsUpTo(ctx, of.answer.key, of.snapshot);
    const before = versions.find(({ number }) => number === sourceVersion);
    const after = versions.find(({ number }) => number === currentVersion);
    if (!before || !after) return [];
    return parts
      .filter((part) => before[part] !== after[part])
      .map((part) => ({
        part,
        translation: text[part],
        segments: wordSegments(before[part], after[part], of.snapshot.sourceLocale),
      }));
  }
}

@Resolver(() => AnswerType)
export class AnswerTranslationsResolver {
  @FieldResolver(() => [TranslationType], { description: 'How it stands in other languages.' })
  translations(
    @Root() view: AnswerView,
    @Ctx() ctx: RequestContext,
    @Arg('locales', () => [LocaleScalar], {
      nullable: true,
      description: 'In which; those that the governed channels speak and those it is published in when not given.',
    })
    locales: string[] | null | undefined,
  ): readonly TranslationView[] {
    const spoken = [...ctx.channels.values()].filter(({ mode }) => mode === 'GOVERNED').flatMap((one) => one.locales);
    const asked = locales ?? [...spoken, ...view.answer.texts.keys()];
    return translationStates(view.answer, asked, view.snapshot.sourceLocale).map((state) => ({ ...state, of: view }));
  }

  @FieldResolver(() => String, { description: 'The language in which question and title are served.' })
  localeServed(@Root() view: AnswerView): string {
    return chooseText(view.answer, localesOf(view), view.snapshot.sourceLocale).text.locale;
  }

  @FieldResolver(() => Boolean, { description: 'Whether that is another language than was asked for first.' })
  isFallback(@Root() view: AnswerView): boolean {
    return chooseText(view.answer, localesOf(view), view.snapshot.sourceLocale).isFallback;
  }
}

@ObjectType('TranslationFile', { description: 'Answers for translators.' })
class TranslationFileType implements TranslationFile {
  @Field(() => String, { description: 'What the file may be called.' })
  name!: string;

  @Field(() => String, { description: 'XLIFF 2.0, to be saved as it is.' })
  content!: string;

  @Field(() => Int, { description: 'How many answers are in it.' })
  answers!: number;
}

@ObjectType('TranslationImportProblem', { description: 'What stands against taking a part of a file in.' })
class ImportProblemType implements TranslationImportProblem {
  @Field(() => String, { description: "The answer's key, as the file names it." })
  answer!: string;

  @Field(() => String, { nullable: true, description: 'The unit; null = the answer as a whole.' })
  unit!: string | null;

  @Field(() => String, { description: 'What is wrong, in one sentence.' })
  message!: string;
}

@ObjectType({ description: 'One answer of a file.' })
class ImportedTranslation implements Pick<CheckedTranslation, 'key' | 'version' | 'status'> {
  @Field(() => ID, { description: "The answer's key." })
  key!: string;

  @Field(() => Int, { description: 'The version that was translated.' })
  version!: number;

  @Field(() => ImportStatusEnum, { description: 'What the import makes of it.' })
  status!: CheckedTranslation['status'];
}

@ObjectType('TranslationImport', { description: 'What an import would do, or did.' })
class TranslationImportType implements TranslationImport {
  @Field(() => String, { description: 'The language of the file.' })
  locale!: string;

  @Field(() => Boolean, { description: 'Whether it was only tried.' })
  dryRun!: boolean;

  @Field(() => [ImportedTranslation], { description: 'Every answer of the file.' })
  answers!: TranslationImport['answers'];

  @Field(() => [ImportProblemType], {
    description: 'Everything that is wrong; while there is one nothing is proposed.',
  })
  problems!: readonly TranslationImportProblem[];

  @Field(() => Int, { description: 'How many translations were proposed; a second person publishes each.' })
  proposed!: number;
}

@Resolver()
export class EditTranslationsResolver {
  @Query(() => TranslationFileType, { description: 'A file for translators: the named answers of one language.' })
  translationFile(
    @Ctx() ctx: RequestContext,
    @Arg('locale', () => LocaleScalar, { description: 'Into which language.' }) locale: string,
    @Arg('keys', () => [String], { description: 'Which answers: 1 to 50.' }) keys: string[],
  ): Promise<TranslationFile> {
    return exportTranslations(ctx, { locale, keys });
  }

  @Mutation(() => TranslationImportType, {
    description: 'Takes in a file that translators sent back, as proposals: the whole of it, or nothing.',
  })
  importTranslations(
    @Ctx() ctx: RequestContext,
    @Arg('content', () => String, { description: 'The XLIFF 2 file, up to about 90,000 bytes.' }) content: string,
    @Arg('dryRun', () => Boolean, {
      defaultValue: true,
      description: 'Only say what would happen; so it is unless you say false.',
    })
    dryRun: boolean,
    @Arg('machine', () => Boolean, {
      defaultValue: false,
      description: 'Whether a machine made the translations and nobody has read them.',
    })
    machine: boolean,
  ): Promise<TranslationImport> {
    return importTranslations(ctx, { content, dryRun, machine });
  }
}
