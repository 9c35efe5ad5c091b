import { takes, TOPIC_SETTINGS } from '../../panels/topic-settings';

export type SettingsProblem =
  | { readonly what: 'setting-form'; readonly text: string }
  | { readonly what: 'setting-unknown'; readonly text: string }
  | { readonly what: 'setting-value'; readonly text: string };

/** Reads `min.insync.replicas=2 retention.ms=60000`: settings with spaces between them, as behind `--config`. */
export function parseSettings(text: string): Readonly<Record<string, string>> | SettingsProblem {
  const settings: Record<string, string> = {};
  for (const part of text.split(/\s+/).filter((each) => each !== '')) {
    const at = part.indexOf('=');
    if (at < 1) return { what: 'setting-form', text: part };
    const [name, value] = [part.slice(0, at), part.slice(at + 1)];
    if (!TOPIC_SETTINGS.includes(name)) return { what: 'setting-unknown', text: name };
    if (!takes(name, value)) return { what: 'setting-value', text: part };
    settings[name] = value;
  }
  return settings;
}

export const isProblem = (read: ReturnType<typeof parseSettings>): read is SettingsProblem => 'what' in read;
