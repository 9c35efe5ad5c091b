import { afterEach, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import EmbedDialog from '../../../src/app/embed/EmbedDialog.svelte';
import { embed } from '../../../src/i18n/en/embed';

const m = embed.dialog;

afterEach(() => vi.restoreAllMocks());

it('gives the HTML for what was chosen, copies it, and closes by Esc', async () => {
  const onClose = vi.fn();
  const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await render(EmbedDialog, { place: { lesson: 'groups', step: 0 }, onClose });
  const html = page.getByRole('textbox', { name: m.snippet, exact: true });
  const said = (): string => (html.element() as HTMLTextAreaElement).value;
  expect(said()).toMatch(/\?embed=1&amp;lesson=groups&amp;resize=0"[\s\S]*height="560"/);
  expect(said()).not.toMatch(/step=|lang=|theme=|sandbox|<script/);

  await page.getByRole('combobox', { name: m.step }).selectOptions(await second());
  await page.getByRole('combobox', { name: m.language }).selectOptions('Русский');
  await page.getByRole('combobox', { name: m.theme }).selectOptions(m.themes.dark);
  await page.getByRole('spinbutton', { name: m.height }).fill('9000');
  await page.getByRole('checkbox', { name: m.resizing }).click();
  await page.getByRole('checkbox', { name: m.sandboxed }).click();
  expect(said()).toMatch(/&amp;step=2&amp;lang=ru&amp;theme=dark"/);
  expect(said()).toMatch(/height="1200"[\s\S]*sandbox="allow-scripts[\s\S]*<script>/);

  await page.getByRole('button', { name: m.copy, exact: true }).click();
  expect(copied).toHaveBeenCalledWith(said());
  await expect.element(page.getByRole('status')).toHaveTextContent(m.copied);

  // Where the browser refuses, the text is selected, to be copied by hand.
  copied.mockRejectedValue(new Error('refused'));
  await page.getByRole('button', { name: m.copy, exact: true }).click();
  await expect.element(page.getByRole('status')).toHaveTextContent(m.copyByHand);
  expect(document.activeElement).toBe(html.element());

  await userEvent.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalledOnce();
});

/** Text of the second step’s choice, once the lesson is here. */
async function second(): Promise<string> {
  const option = page.getByRole('option', { name: /^2\. ./ });
  await expect.element(option).toBeInTheDocument();
  return option.element().textContent ?? '';
}
