import axe from 'axe-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import '../../src/app/base.css';
import '../../src/app/tokens.css';
import { en } from '../../src/i18n/en/index';
import { words } from '../../src/i18n/words.svelte';
import TimeBar from '../../src/panels/TimeBar.svelte';

async function seriousIn(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, { rules: { region: { enabled: false } } });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

beforeEach(async () => {
  await words.use('en');
});

describe('the time bar', () => {
  const props = () => ({
    nowUs: 12_480_000,
    playing: false,
    ready: true,
    canLook: true,
    liveUs: 20_000_000,
    speed: 1,
    speeds: [0.5, 1, 2],
    auto: true,
    effective: 1,
    notable: [{ atUs: 5_000_000, kind: 'rebalance' as const, subject: 'billing' }],
    rate: [1, 2, 3],
    bucketUs: 250_000,
    stepFirst: false,
    phone: false,
    bringBack: null,
    onPlayPause: vi.fn(),
    onStep: vi.fn(),
    onSpeed: vi.fn(),
    onAuto: vi.fn(),
    onStartOver: vi.fn(),
    onStepBack: vi.fn(),
    onSeek: vi.fn(),
    onBringBack: vi.fn(),
  });

  it('plays, steps, changes speed and pace', async () => {
    const given = props();
    const { container } = await render(TimeBar, given);
    await page.getByRole('button', { name: en.time.play, exact: true }).click();
    await page.getByRole('button', { name: en.time.step, exact: true }).click();
    await page.getByRole('button', { name: en.time.faster }).click();
    await page.getByRole('switch', { name: en.time.auto }).click();
    expect(given.onPlayPause).toHaveBeenCalledOnce();
    expect(given.onStep).toHaveBeenCalledOnce();
    expect(given.onSpeed).toHaveBeenCalledWith(2);
    expect(given.onAuto).toHaveBeenCalledWith(false);
    await expect.element(page.getByText('00:12.480')).toBeVisible();
    expect(await seriousIn(container)).toEqual([]);
  });

  it('lets a speed be chosen with the keyboard, and gives the focus back', async () => {
    const given = props();
    await render(TimeBar, given);
    const number = page.getByRole('button', { name: en.time.chooseSpeed('1×') });
    await number.click();
    await expect.element(page.getByRole('menuitemradio', { name: /^1×/ })).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(given.onSpeed).toHaveBeenCalledWith(2);
    await expect.element(number).toHaveFocus();
    await number.click();
    await userEvent.keyboard('{Escape}');
    expect(page.getByRole('menu').elements()).toEqual([]);
  });

  it('can do nothing while there is no run', async () => {
    await render(TimeBar, { ...props(), ready: false });
    await expect.element(page.getByRole('button', { name: en.time.play, exact: true })).toBeDisabled();
    await expect.element(page.getByRole('button', { name: en.time.step, exact: true })).toBeDisabled();
  });

  it('is a slider over the whole run, by keyboard', async () => {
    const given = props();
    await render(TimeBar, given);
    const slider = page.getByRole('slider', { name: en.time.slider });
    (slider.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowLeft}{ArrowRight}{PageDown}{PageUp}{Home}{End}');
    expect(given.onSeek.mock.calls.map(([atUs]) => Number(atUs) / 1_000_000)).toEqual([11.48, 13.48, 2.48, 20, 0, 20]);
    await expect.element(slider).toHaveAttribute('aria-valuetext', '00:12.480 of 00:20.000');
  });

  it('takes a pointer to a moment, and to a notable event when there is one', async () => {
    const given = props();
    await page.viewport(1200, 600);
    await render(TimeBar, given);
    const slider = page.getByRole('slider', { name: en.time.slider }).element();
    const { left, top, width } = slider.getBoundingClientRect();
    const press = (part: number): void => {
      const at = { clientX: left + width * part, clientY: top + 10, bubbles: true, pointerId: 1, isPrimary: true };
      slider.dispatchEvent(new PointerEvent('pointermove', at));
      slider.dispatchEvent(new PointerEvent('pointerdown', at));
      slider.dispatchEvent(new PointerEvent('pointerup', at));
    };
    press(0.5);
    await expect.poll(() => given.onSeek.mock.calls.length).toBe(1);
    expect(Math.abs(Number(given.onSeek.mock.lastCall?.[0]) - 10_300_000)).toBeLessThan(400_000);
    press(5 / 20 / 1.03);
    await expect.poll(() => given.onSeek.mock.calls.length).toBe(2);
    expect(given.onSeek.mock.lastCall).toEqual([5_000_000]);
    expect(document.querySelector('.tip')?.textContent).toContain('billing rebalanced');
  });

  it('says what happened at the moment that it stands at', async () => {
    const { container } = await render(TimeBar, { ...props(), nowUs: 5_000_000 });
    await expect
      .element(page.getByRole('slider', { name: en.time.slider }))
      .toHaveAttribute('aria-valuetext', '00:05.000 of 00:20.000, billing rebalanced');
    expect(await seriousIn(container)).toEqual([]);
  });

  it('brings back the run before, when there is one', async () => {
    const given = { ...props(), bringBack: 'Bring back the run that came as far as 01:30.000' };
    await render(TimeBar, given);
    await page.getByRole('button', { name: given.bringBack }).click();
    expect(given.onBringBack).toHaveBeenCalledOnce();
  });
});
