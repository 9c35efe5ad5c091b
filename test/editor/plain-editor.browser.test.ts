import { createRawSnippet } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import '../../src/app/base.css';
import '../../src/app/tokens.css';
import PlainEditor from '../../src/editor/PlainEditor.svelte';

const children = createRawSnippet(() => ({ render: () => '<pre>drawn</pre>' }));
const props = (more: object = {}) => ({
  label: 'Code of a.ts',
  code: 'const a = 1;\nconst b = 2;\n',
  faults: [],
  place: null,
  large: true,
  onEdit: vi.fn(),
  children,
  ...more,
});

describe('the plain editor', () => {
  it('tells what is typed', async () => {
    const given = props();
    await render(PlainEditor, given);
    const field = page.getByRole('textbox', { name: 'Code of a.ts' });
    await field.click();
    await userEvent.keyboard('{Control>}{End}{/Control}x');
    expect(given.onEdit).toHaveBeenLastCalledWith('const a = 1;\nconst b = 2;\nx');
  });

  it('has keys for the signs that a phone hides', async () => {
    const given = props();
    await render(PlainEditor, given);
    const field = page.getByRole('textbox').element() as HTMLTextAreaElement;
    field.focus();
    field.setSelectionRange(0, 0);
    await expect.poll(() => document.querySelectorAll('.keys button').length).toBeGreaterThan(8);
    const key = [...document.querySelectorAll<HTMLElement>('.keys button')].find((each) => each.textContent === '=>');
    key?.click();
    expect(given.onEdit).toHaveBeenLastCalledWith('=>const a = 1;\nconst b = 2;\n');
    expect(document.activeElement).toBe(field);
  });

  it('goes to a place', async () => {
    await render(PlainEditor, props({ place: { file: 'a.ts', line: 2, column: 7 } }));
    const field = page.getByRole('textbox').element() as HTMLTextAreaElement;
    await expect.poll(() => field.selectionStart).toBe(19);
    expect(document.activeElement).toBe(field);
  });
});
