export type { AuditEntry } from './entry.js';
export { type AuditedActor, type Deed, record, recordAll, referenceOf } from './record.js';
export { entryFrom } from './trail.js';
export { storedTrail, verifyTrail } from './verify-trail.js';
