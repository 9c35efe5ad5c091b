import type { Prng } from '../cluster/prng';

const BYTES = 16;

/** A UUID without its dashes, as the names of folders that are put aside have it: 32 hexadecimal digits. */
export const folderId = (random: Prng): string =>
  Array.from(random.bytes(BYTES), (byte) => byte.toString(16).padStart(2, '0')).join('');
