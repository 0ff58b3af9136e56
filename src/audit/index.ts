export { eraseAuditPerson } from './erase-audit-person.js';
export { readTrail, type TrailQuestion } from './read-trail.js';
export { entryFromLine, trailLines } from './trail-lines.js';
export type { NamedEntry } from './trail.store.js';
