import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { main } from '../../tools/conformance/main';
import { command } from '../clients/command';
import { ROOT } from '../repository/files';

describe('npm run conformance:record', { timeout: 60_000 }, () => {
  it('says that it needs Java where there is none', async () => {
    const tool = join(ROOT, 'tools/conformance/run.js');
    const { code, stderr } = await command(process.execPath, [tool, 'acks'], { env: { PATH: '' }, cwd: ROOT });
    expect(stderr).toBe('Recording needs Java 17 or newer to run a real Apache Kafka; it is not here.\n');
    expect(code).toBe(1);
  });

  it('says which scenarios there are when it is asked for another', async () => {
    const error = vi.spyOn(console, 'error').mockReturnValue();
    try {
      await main(['no-such-scenario']);
      expect(error.mock.calls.join('\n')).toMatch(/^There is no scenario no-such-scenario\. There are: .*fetch/);
      expect(process.exitCode).toBe(1);
    } finally {
      process.exitCode = undefined;
      error.mockRestore();
    }
  });
});
