import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';
import { playScript } from '../../support/script';

const folder = fileURLToPath(new URL('./scripts/', import.meta.url));

describe('the cluster, as scripts', () => {
  it.each(readdirSync(folder))('%s', (name) => playScript(`${folder}${name}`));
});
