import { open, readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { AppError, isAppError } from '../../platform/errors.js';

const largestFile = 2_000_000;

/** Reads a file inside a folder and nowhere else; throws with a sentence that names it by its path in the folder. */
export async function readInside(folder: string | null, path: string): Promise<Buffer> {
  return explained(path, async () => readWhole(await placeInside(folder, path), path));
}

/** The paths of the files with such an ending that are in `path`, itself where it is a file, in the order of their names. */
export async function filesInside(folder: string | null, path: string, ending: string): Promise<readonly string[]> {
  return explained(path, async () => {
    const place = await placeInside(folder, path);
    if (!(await stat(place)).isDirectory()) return [path];
    const names = (await readdir(place)).filter((name) => name.toLowerCase().endsWith(ending));
    return names.sort().map((name) => join(path, name));
  });
}

/** Links are resolved first: one in the folder must not lead out of it. */
async function placeInside(folder: string | null, path: string): Promise<string> {
  if (folder === null) throw new AppError('FORBIDDEN', 'No folder is set from which files may be read.');
  const [root, place] = await Promise.all([realpath(folder), realpath(join(folder, path))]);
  if (place !== root && !place.startsWith(root + sep))
    throw new AppError('FORBIDDEN', `${path} lies outside of the folder from which files may be read.`);
  return place;
}

async function readWhole(file: string, path: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size > largestFile) throw new AppError('UNAVAILABLE', `${path} is larger than ${largestFile} bytes.`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

async function explained<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (isAppError(error)) throw error;
    throw new AppError('UNAVAILABLE', `${path} cannot be read.`, {}, { cause: error });
  }
}
