/** How an answer stands to people: as its topic says, with the way to one beside it, with one called at once, or alone. */
export const personPolicies = ['AS_TOPIC', 'OFFER', 'AT_ONCE', 'ANSWER_ALONE'] as const;
export type PersonPolicy = (typeof personPolicies)[number];

/** What an answer does about people until somebody decides otherwise. */
export const usualPolicy: PersonPolicy = 'AS_TOPIC';
