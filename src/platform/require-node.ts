import { AppError } from './errors.js';

const least = 24;

/** Throws BAD_SETTING when the Node that runs us is too old. On Linux the right one comes with npm ci and is used by npm scripts. */
export function requireNode(version: string): void {
  if (Number(version.split('.')[0]) >= least) return;
  throw new AppError(
    'BAD_SETTING',
    `Univocal needs Node ${least} or later; this is ${version}. Start it with npm start, which uses the Node that npm ci installs on Linux, or install Node ${least}.`,
  );
}
