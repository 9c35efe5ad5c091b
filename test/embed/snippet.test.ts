import { describe, expect, it } from 'vitest';
import { readParameters } from '../../src/embed/parameters';
import { embedAddress, embedSnippet, type EmbedOptions } from '../../src/embed/snippet';

const options: EmbedOptions = {
  site: 'https://example.org/shelfmark/?lang=en#/lesson/groups/2',
  lesson: 'groups',
  title: 'Shelfmark: "Groups" & <others>',
  step: null,
  lang: null,
  theme: 'system',
  height: 560,
  resizing: false,
  sandboxed: false,
};

describe('the piece of HTML for a course page', () => {
  it('has an address that says no more than was chosen', () => {
    expect(embedAddress(options)).toBe('https://example.org/shelfmark/?embed=1&lesson=groups&resize=0');
    expect(embedAddress({ ...options, resizing: true })).toBe('https://example.org/shelfmark/?embed=1&lesson=groups');
  });

  it('is understood by the page that it asks for', () => {
    const address = embedAddress({ ...options, step: 3, lang: 'ru', theme: 'dark' });
    const { parameters, misfits } = readParameters(new URL(address).search);
    expect(parameters).toMatchObject({ lesson: 'groups', step: 3, lang: 'ru', theme: 'dark', resize: false });
    expect(misfits).toEqual([]);
  });

  it('is HTML, whatever the lesson is called', () => {
    const html = embedSnippet(options);
    expect(html).toContain('title="Shelfmark: &quot;Groups&quot; &amp; &lt;others&gt;"');
    expect(html).toContain('&amp;lesson=groups');
    expect(html).not.toMatch(/<script|sandbox/);
  });

  it('has a script, and a sandbox, where they are wanted', () => {
    const html = embedSnippet({ ...options, resizing: true, sandboxed: true });
    expect(html).toContain("said.type !== 'resize'");
    expect(html).toContain('sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"');
  });
});
