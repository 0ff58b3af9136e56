export { accountByKey, addressOfAccount, allAccounts, type AccountRow } from './access.store.js';
export {
  type Actor,
  type ActorRole,
  actorRoles,
  anonymous,
  type StaffRole,
  staff,
  staffRoles,
  system,
} from './actor.js';
export { type Audience, audiences, audiencesUpTo, covers, narrowed } from './audience.js';
export { authenticate } from './authenticate.js';
export { createAccount, createTeam, type NewAccount } from './create-account.js';
export { derivedBytes, deriveKey } from './derived-keys.js';
export { allow, may, type Permission } from './policy.js';
export { createSignInLink, peekSignInLink, type StartedSession, signOut, useSignInLink } from './sign-in.js';
