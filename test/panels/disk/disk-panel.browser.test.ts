import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent, type Locator } from 'vitest/browser';
import '../../../src/app/base.css';
import '../../../src/app/tokens.css';
import type { Query } from '../../../src/contract/query';
import { desk } from '../../../src/i18n/en/desk';
import { words } from '../../../src/i18n/words.svelte';
import Records from '../../../src/panels/disk/Records.svelte';
import DiskPanel from '../../../src/panels/DiskPanel.svelte';
import type { PanelProps } from '../../../src/panels/panel';
import { emptyView } from '../../../src/view/empty-view';
import { writtenDisk, type WrittenDisk } from '../../support/written-disk';

const m = desk.disk;

async function panel(changed: Partial<PanelProps> = {}, disk: WrittenDisk = writtenDisk()) {
  const target = document.createElement('div');
  target.style.cssText = changed.room === 'phone' ? 'width: 390px' : 'width: 1060px; height: 560px';
  document.body.append(target);
  const asked: Query['type'][] = [];
  const ask: PanelProps['ask'] = (query) => {
    asked.push(query.type);
    return disk.ask(query);
  };
  const props: PanelProps = {
    view: disk.view(),
    nowUs: disk.world.cluster.nowUs,
    ask,
    act: vi.fn(),
    room: 'tall',
    enlarge: null,
    isPast: false,
    disk: null,
    backwards: () => undefined,
    ...changed,
  };
  const { rerender } = await render(DiskPanel, { target, props });
  await expect.element(page.getByRole('tree')).toBeVisible();
  return { disk, target, asked, rerender: (more: Partial<PanelProps>) => rerender({ ...props, ...more }) };
}

async function seriousIn(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

async function find(text: string): Promise<void> {
  await page.getByRole('textbox').fill(text);
  await page.getByRole('button', { name: m.find.find, exact: true }).click();
}

const row = (name: string | RegExp): Locator => page.getByRole('treeitem', { name });
const field = (name: string): Locator => page.getByRole('option', { name: new RegExp(name) });

beforeEach(async () => {
  document.body.replaceChildren();
  document.documentElement.classList.remove('dark');
  await words.use('en');
});

describe('the tree', () => {
  it('shows folders with their role, files with their size, and what waits for its deletion', async () => {
    await panel();
    await expect.element(row(/^Topic-A-0/)).toHaveTextContent('leader');
    await expect.element(row(/75\.log/)).toHaveTextContent('2,925');
    await expect.element(row(/0\.log\.deleted/)).toHaveTextContent(/\d+ s$/);
    await page.getByRole('button', { name: '2', exact: true }).click();
    await expect.element(row(/^Topic-A-0/)).toHaveTextContent('follower');
  });

  it('is walked with the arrow keys; Enter shows a file', async () => {
    await panel();
    (row('.lock').element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowLeft}');
    await expect.element(row(/^Topic-A-0/)).toHaveAttribute('aria-expanded', 'false');
    await userEvent.keyboard('{ArrowRight}');
    await expect.element(row(/75\.log/)).toBeVisible();
    await userEvent.keyboard('{End}{ArrowUp}{ArrowUp}{Enter}');
    await expect.element(row('meta.properties')).toHaveAttribute('aria-selected', 'true');
    await expect.element(page.getByText(/node\.id=1/)).toBeVisible();
  });
});

describe('a file', () => {
  it('is read as what it is: text, entries of an index, bytes', async () => {
    await panel();
    await row(/leader-epoch-checkpoint/).click();
    await expect.element(page.getByText('0 1 0 75', { exact: true })).toBeVisible();
    await row(/75\.index/).click();
    const entries = page.getByRole('table', { name: m.file.entries('75.index') });
    await expect.element(entries).toBeVisible();
    expect(entries.getByRole('row').elements()).toHaveLength(9);
    await row(/75\.timeindex/).click();
    await expect.element(page.getByRole('columnheader', { name: m.file.leadsToOffset })).toBeVisible();
    await row(/75\.snapshot/).click();
    await expect.element(page.getByText(m.file.bytes('75.snapshot'))).toBeVisible();
  });

  it('can be downloaded whole', async () => {
    const blobs: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      blobs.push(blob as Blob);
      return 'about:blank';
    });
    const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    await panel();
    await row(/75\.log/).click();
    await page.getByRole('button', { name: m.file.downloadThe('00000000000000000075.log') }).click();
    await expect.element(page.getByText(m.file.saved('00000000000000000075.log'))).toBeVisible();
    expect(blobs.map(({ size }) => size)).toEqual([2_925]);
    expect((clicked.mock.contexts[0] as HTMLAnchorElement).download).toBe('00000000000000000075.log');
    vi.restoreAllMocks();
  });
});

describe('a segment', () => {
  it('opens into batches, a batch into bytes with their fields and records', async () => {
    const { target } = await panel();
    await page.getByRole('button', { name: /^Segment 75/ }).click();
    await page.getByRole('button', { name: 'Batch 78–80' }).click();
    await expect.element(page.getByRole('heading', { name: m.batch.title(78, 80) })).toBeVisible();
    await field('recordsCount').hover();
    await expect.element(field('recordsCount')).toHaveAttribute('aria-selected', 'true');
    await expect.element(target.querySelector('.hex .lit') as HTMLElement).toHaveTextContent('00 00 00 03');
    const record = page.getByRole('button', { name: /^80 boris/ });
    await expect.element(record).toHaveTextContent(m.batch.tombstone);
    await page.getByRole('button', { name: /^78 anna/ }).click();
    await expect.element(page.getByRole('definition').filter({ hasText: 'value of anna' })).toBeVisible();
  });

  it('has its fields for the keyboard too', async () => {
    const { target } = await panel();
    await page.getByRole('button', { name: /^Segment 75/ }).click();
    await page.getByRole('button', { name: 'Batch 75–77' }).click();
    const fields = page.getByRole('listbox');
    await expect.element(fields).toBeVisible();
    (fields.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    await expect.element(field('partitionLeaderEpoch')).toHaveAttribute('aria-selected', 'true');
    expect(target.querySelector('.hex .lit')?.textContent).toBe('00 00 00 00');
    expect(fields.element().getAttribute('aria-activedescendant')).toBe('batch-field-partitionLeaderEpoch');
  });
});

describe('a look-up', () => {
  it('goes through floor segment, index and scan, and can be gone through step by step', async () => {
    await panel();
    await find('200');
    for (const title of [m.steps.floor, m.steps.search('150.index'), m.steps.scan('150.log')]) {
      await expect.element(page.getByRole('heading', { name: title })).toBeVisible();
    }
    await expect.element(page.getByText('206 > 200')).toBeInTheDocument();
    await expect.element(page.getByRole('heading', { name: m.batch.title(198, 200) })).toBeVisible();
    await expect.element(page.getByText(/the client skips/)).toHaveTextContent('198 and 199');
    const back = page.getByRole('button', { name: m.find.previous });
    await back.click();
    expect(page.getByRole('heading', { name: m.steps.scan('150.log') }).elements()).toEqual([]);
    expect(page.getByText(/the client skips/).elements()).toEqual([]);
    const steps = /of (\d+)/.exec(page.getByText(/^Step \d+ of/).element().textContent)?.[1] ?? '';
    for (let n = 2; n < Number(steps); n += 1) await back.click();
    await expect.element(back).toBeDisabled();
    expect(page.getByRole('heading', { name: m.steps.search('150.index') }).elements()).toEqual([]);
    await page.getByRole('button', { name: m.find.close }).click();
    expect(page.getByRole('heading', { name: m.steps.floor }).elements()).toEqual([]);
  });

  it('takes a time, and refuses what is neither', async () => {
    await panel();
    await find('seven');
    await expect.element(page.getByText(m.find.badOffset)).toBeVisible();
    await page.getByRole('button', { name: m.find.time, exact: true }).click();
    await find('00:02.000');
    await expect.element(page.getByRole('heading', { name: m.steps.search('150.timeindex') })).toBeVisible();
    await expect.element(page.getByText(/ListOffsets answers/)).toBeVisible();
  });

  it('says what a reader is told outside of the log', async () => {
    await panel();
    await find('3');
    await expect.element(page.getByText(/OFFSET_OUT_OF_RANGE/)).toBeVisible();
    await expect
      .element(page.getByText(/Without segment/))
      .toHaveTextContent('retention.bytes=6000. Without segment 0');
  });
});

describe('the panel', () => {
  it('looks again when the run goes on, and says when it shows a later moment than the stage', async () => {
    const { disk, rerender } = await panel();
    await expect.element(page.getByText(m.log.title(75, 270, '7,605 B'))).toBeVisible();
    const before = disk.view();
    disk.write();
    disk.world.run(100);
    await rerender({ view: disk.view(), nowUs: disk.world.cluster.nowUs });
    await expect.element(page.getByText(/log end 273/)).toBeVisible();
    await rerender({ view: before, isPast: true });
    await expect.element(page.getByText(m.asItIsNow)).toBeVisible();
    await expect.element(page.getByText(/log end 273/)).toBeVisible();
  });

  it('shows what it is asked for, and the disk of a broker that is down', async () => {
    const { disk, rerender } = await panel({ disk: { broker: 2, topic: 'Topic-A', partition: 0 } });
    await expect.element(row(/^Topic-A-0/)).toHaveTextContent('follower');
    disk.world.cluster.command({ type: 'kill-broker', broker: 2 });
    disk.world.run(100);
    await rerender({ view: disk.view() });
    await expect.element(page.getByText(m.brokerDown)).toBeVisible();
    await expect.element(row(/75\.log/)).toBeVisible();
  });

  it('offers more room in a small drawer', async () => {
    const enlarge = vi.fn();
    await panel({ room: 'small', enlarge });
    expect(page.getByRole('textbox').elements()).toEqual([]);
    await page.getByRole('button', { name: m.log.enlarge }).click();
    expect(enlarge).toHaveBeenCalledOnce();
  });

  it('says so when there is no topic', async () => {
    const view = emptyView({ id: 'none', brokers: [{ id: 1 }], links: { clientUs: 0, brokerUs: 0 }, topics: [] }, []);
    const ask: PanelProps['ask'] = (query) => Promise.resolve({ type: 'gone', what: query.type });
    const rest = { nowUs: 0, ask, act: vi.fn(), enlarge: null, isPast: false, disk: null, backwards: vi.fn() } as const;
    await render(DiskPanel, { view, room: 'tall', ...rest });
    await expect.element(page.getByText(m.empty)).toBeVisible();
  });

  it.each([
    ['tall', false],
    ['small', true],
    ['phone', true],
  ] as const)('has no serious fault of accessibility (%s)', async (room, dark) => {
    document.documentElement.classList.toggle('dark', dark);
    await words.use(dark ? 'ru' : 'en');
    const { target } = await panel({ room });
    if (room === 'small') await page.getByRole('button', { name: /75/ }).first().click();
    else {
      await page.getByRole('textbox').fill('200');
      await userEvent.keyboard('{Enter}');
      await expect.element(page.getByRole('listbox')).toBeInTheDocument();
    }
    await userEvent.unhover(document.body);
    expect(await seriousIn(target)).toEqual([]);
  });
});

describe('records of Kafka’s own topics', () => {
  it('are told by what they say', async () => {
    const internal = {
      schema: 'OffsetCommit',
      version: 1,
      key: [
        { name: 'group', text: 'billing' },
        { name: 'partition', text: '2' },
      ],
      value: [{ name: 'offset', text: '41' }],
    };
    const record = { offset: 7, timestampMs: 0, key: '\u0000', value: '\u0000', headers: [], internal };
    const gone = { ...record, offset: 8, value: null, internal: { ...internal, value: null } };
    await render(Records, { records: [record, gone], sought: null, keyIndex: () => null, lit: null, onLit: vi.fn() });
    await page.getByRole('button', { name: /7 OffsetCommit billing 2/ }).click();
    await expect.element(page.getByText('value.offset')).toBeVisible();
    await expect.element(page.getByText('41', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: /^8/ }).click();
    await expect.element(page.getByText(m.batch.tombstone)).toBeVisible();
  });
});
