import { describe, expect, it } from 'vitest';
import { specOf, type Plan } from '../../../src/app/sandbox/plan';
import { freeName, programOf, roleOf, TEMPLATE_IDS } from '../../../src/app/sandbox/templates';
import { emptyView } from '../../../src/view/empty-view';
import { fold } from '../../../src/view/fold';
import { mistakesIn } from '../../support/editor-mistakes';
import { runHeadless, runLog } from '../../support/headless';

const TIMEOUT_MS = 60_000;
const SECONDS = 1_000_000;

describe('templates of programs', { timeout: TIMEOUT_MS }, () => {
  it('have no mistake that the editor would underline', () => {
    const files = TEMPLATE_IDS.map((template) => programOf({ template, name: template, topic: 'orders' }, [1, 2]));
    expect(mistakesIn(Object.fromEntries(files.map(({ file, text }) => [file, text])))).toEqual([]);
  });

  it('do what their names say, all in one cluster, and none complains', async () => {
    const plan: Plan = {
      brokers: 3,
      hopMs: 20,
      topics: [{ name: 'orders', partitions: 3, replicationFactor: 3, settings: 'min.insync.replicas=2' }],
      programs: TEMPLATE_IDS.map((template) => ({ template, name: template, topic: 'orders', instances: 1 })),
    };
    const { scenario, seed, programs, files } = specOf(plan, 1);
    const log = runLog({ scenario, seed, programs, files });
    const { events, console } = await runHeadless(log, { untilUs: 15 * SECONDS });

    expect(events.filter((event) => event.type === 'console' && event.stream === 'stderr')).toEqual([]);
    const view = events.reduce(fold, emptyView(scenario, programs));
    for (const template of TEMPLATE_IDS.filter((each) => roleOf(each) !== 'other')) {
      expect(view.processes.get(`${template}-1`)?.state, template).toBe('running');
    }
    // The one that looks at the offsets has looked, and left.
    expect(view.processes.get('admin-1')?.state).toBe('exited');
    expect(console.filter((line) => line.startsWith('admin-1: orders-'))).toHaveLength(3);

    const printed = (template: string): string[] => console.filter((line) => line.startsWith(`${template}-1: `));
    for (const template of ['keyed', 'acks1', 'idempotent', 'keyless']) {
      expect(printed(template).length, template).toBeGreaterThan(10);
    }
    // One key, one partition; no key, all of them.
    const partitionsOf = (lines: readonly string[]) => new Set(lines.map((line) => /partition (\d)/.exec(line)?.[1]));
    expect(partitionsOf(printed('keyed').filter((line) => line.includes('anna'))).size).toBe(1);
    expect(partitionsOf(printed('keyless')).size).toBe(3);

    for (const group of ['autoCommit', 'manualCommit', 'commitFirst']) {
      expect(view.groups.get(group)?.state, group).toBe('Stable');
      const committed = [...(view.groups.get(group)?.committed.values() ?? [])];
      expect(committed.length, group).toBeGreaterThan(0);
    }
  });

  it('get a name that nobody has', () => {
    expect(freeName('autoCommit', [])).toBe('billing');
    expect(freeName('autoCommit', ['billing'])).toBe('billing2');
    expect(freeName('autoCommit', ['billing', 'billing2', 'x'])).toBe('billing3');
  });
});
