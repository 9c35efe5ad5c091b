import { describe, expect, it } from 'vitest';
import { commandLine } from '../../../src/app/share/command-line';
import { sharedOf, type Shareable } from '../../../src/app/share/shared-of';
import { freshLog } from '../../../src/app/run-book';
import { spec } from '../session-world';

const run = { type: 'run', program: 'producer', instance: 1 } as const;
const log = {
  ...freshLog(spec, spec.files),
  commands: [
    { atUs: 5, seq: 0, command: run },
    { atUs: 9, seq: 1, command: { type: 'edit', file: 'shop.ts', text: 'other()' } as const },
  ],
};

function session(more: Partial<Shareable> = {}): Shareable {
  return {
    log,
    nowUs: 100,
    isPast: false,
    files: { texts: { ...spec.files, 'shop.ts': 'other()' } },
    query: ({ type }) =>
      Promise.resolve(type === 'journal-hash' ? { type, hash: 'abcd', events: 3 } : { type: 'gone', what: type }),
    ...more,
  };
}

describe('what is shared', () => {
  it('is the run up to now, with the hash of its journal, and the place in the lesson', async () => {
    expect(await sharedOf(session(), { lesson: 'groups', step: 3 })).toEqual({
      lesson: 'groups',
      step: 3,
      log,
      nowUs: 100,
      hash: 'abcd',
    });
  });

  it('has what is typed and not run yet, after all that has happened', async () => {
    const texts = { ...spec.files, 'shop.ts': 'other()', 'producer.ts': 'mine()' };
    const shared = await sharedOf(session({ files: { texts } }), null);
    expect(shared.log.commands.at(-1)).toEqual({
      atUs: 101,
      seq: 2,
      command: { type: 'edit', file: 'producer.ts', text: 'mine()' },
    });
  });

  it('ends in the past where one looks at the past; nobody can tell a hash of it', async () => {
    const shared = await sharedOf(session({ isPast: true, nowUs: 7 }), null);
    expect(shared.log.commands.map(({ atUs }) => atUs)).toEqual([5, 8]);
    expect([shared.nowUs, shared.hash, shared.lesson]).toEqual([7, null, null]);
  });

  it('is of the moment that the hash is of: time that was on its way arrives first', async () => {
    let nowUs = 100;
    let asked = 0;
    const moving = {
      ...session(),
      get nowUs() {
        return nowUs;
      },
      query: () => {
        asked += 1;
        nowUs = Math.min(nowUs + 50, 200);
        return Promise.resolve({ type: 'journal-hash', hash: `at ${nowUs}`, events: asked } as const);
      },
    };
    const { nowUs: shared, hash } = await sharedOf(moving, null);
    expect([shared, hash]).toEqual([200, 'at 200']);
    expect(asked).toBe(3);
  });

  it('does without a hash when the simulation cannot tell', async () => {
    const gone = session({ query: ({ type }) => Promise.resolve({ type: 'gone', what: type }) });
    expect((await sharedOf(gone, null)).hash).toBeNull();
  });
});

describe('a command in one line', () => {
  it('has its own names, and not the whole text of a file', () => {
    expect(commandLine(run)).toBe('run program=producer instance=1');
    expect(commandLine({ type: 'edit', file: 'a.ts', text: 'x'.repeat(9_000) })).toBe('edit a.ts');
    expect(commandLine({ type: 'reassign-partition', topic: 'T', partition: 0, replicas: [2, 1] })).toBe(
      'reassign-partition topic=T partition=0 replicas=[2,1]',
    );
  });
});
