import axe from 'axe-core';
import { beforeEach, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import '../../../src/app/base.css';
import '../../../src/app/tokens.css';
import type { ToolEvent } from '../../../src/contract/event';
import { tools as en } from '../../../src/i18n/en/tools';
import { words } from '../../../src/i18n/words.svelte';
import TopicsPanel from '../../../src/panels/TopicsPanel.svelte';
import { after, empty, topicCreated } from '../../view/views';

const LINE = 'kafka-topics.sh --bootstrap-server broker-1:9092,broker-2:9092,broker-3:9092 --create --topic clicks';
const FULL = `${LINE} --partitions 3 --replication-factor 2`;
const view = after(empty(), topicCreated());
const tool = (changes: Partial<ToolEvent>): ToolEvent => ({
  type: 'tool',
  call: 1,
  state: 'called',
  line: FULL,
  error: null,
  message: null,
  ...changes,
});

async function seriousIn(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id);
}

beforeEach(async () => {
  await words.use('en');
});

it('creates a topic by keyboard, says what went wrong, and goes when it is done', async () => {
  const given = { view, act: vi.fn(), room: 'small' as const, isPast: false };
  const { container, rerender } = await render(TopicsPanel, given);
  const opener = page.getByRole('button', { name: en.open.create });
  (opener.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByLabelText(en.create.name)).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(given.act).not.toHaveBeenCalled();
  await expect.element(page.getByText(en.wrong.noName)).toBeVisible();
  await userEvent.keyboard('clicks');
  await expect.poll(() => container.querySelector('form code')?.textContent).toBe(FULL);
  expect(await seriousIn(container)).toEqual([]);
  await userEvent.keyboard('{Enter}');
  const topic = { name: 'clicks', partitions: 3, replicationFactor: 2 };
  expect(given.act.mock.calls).toEqual([[{ type: 'create-topic', topic }]]);

  const asked = after(view, tool({}));
  const refused = after(asked, tool({ state: 'failed', error: 'INVALID_CONFIG', message: 'Kafka said no' }));
  await rerender({ ...given, view: refused });
  await expect.element(page.getByText('Kafka said no')).toBeVisible();
  await expect.element(page.getByRole('status')).toHaveTextContent(en.errors.INVALID_CONFIG);
  await expect.element(page.getByLabelText(en.create.name)).toHaveValue('clicks');

  await userEvent.keyboard('{Enter}');
  await rerender({ ...given, view: after(refused, tool({ call: 2 }), tool({ call: 2, state: 'done' })) });
  await expect.poll(() => page.getByLabelText(en.create.name).elements()).toEqual([]);
  await expect.element(opener).toHaveFocus();
  expect(await seriousIn(container)).toEqual([]);
});

it('is left with Escape, asks before it deletes, and says when the past is looked at', async () => {
  const act = vi.fn();
  await render(TopicsPanel, { view, act, room: 'phone', isPast: true });
  const opener = page.getByRole('button', { name: en.open.deleteTopic });
  await opener.click();
  expect(act).not.toHaveBeenCalled();
  await expect.element(page.getByText(en.deleteTopic.warning(3))).toBeVisible();
  await expect.element(page.getByText(en.past)).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => page.getByText(en.deleteTopic.warning(3)).elements()).toEqual([]);
  await opener.click();
  await page.getByRole('button', { name: en.deleteTopic.submit, exact: true }).click();
  expect(act.mock.calls).toEqual([[{ type: 'delete-topic', topic: 'Topic-A' }]]);
});

it('has targets for fingers on a phone', async () => {
  const { container } = await render(TopicsPanel, { view, act: vi.fn(), room: 'phone', isPast: false });
  await page.getByRole('button', { name: en.open.configs }).click();
  await page.getByLabelText(en.addSetting).selectOptions('retention.ms');
  const targets = [...container.querySelectorAll('button, input, select')];
  expect(targets.length).toBeGreaterThan(9);
  const small = targets.filter((each) => each.getBoundingClientRect().height < 44);
  expect(small.map(({ outerHTML }) => outerHTML)).toEqual([]);
});
