/** Where an answer is shown on this channel, or null where it is not: then the words of the link stand alone. */
export type LinkTo = (answerKey: string) => string | null;

/** Turns a link's target into the address to show, or null for words without a link. */
export type ResolveTarget = (target: string) => string | null;

const answerTarget = /^answer:([a-z0-9-]{1,100})$/;
const openTarget = /^(?:https:\/\/[^\s/]|mailto:[^\s@]+@[^\s@]|tel:\+?[0-9])/i;

/** Whether a text may link there: https, mailto, tel or another answer. An allow-list, because every other scheme is somebody's trick. */
export function isAllowedTarget(target: string): boolean {
  return answerTarget.test(target) || openTarget.test(target);
}

/** The key of the answer that a link names, or null for a link to elsewhere. */
export function answerKeyOf(target: string): string | null {
  return answerTarget.exec(target)?.[1] ?? null;
}

/** Resolves answers by `linkTo` and leaves other targets as they are. */
export function targetsBy(linkTo: LinkTo): ResolveTarget {
  return (target) => {
    const key = answerKeyOf(target);
    return key === null ? target : linkTo(key);
  };
}
