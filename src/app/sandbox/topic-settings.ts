/** Topic settings that the builder knows, each with the values that Kafka takes. Kafka: TopicConfig, LogConfig. */
const SETTINGS: Readonly<Record<string, RegExp>> = {
  'cleanup.policy': /^(delete|compact|compact,delete|delete,compact)$/,
  'delete.retention.ms': /^\d{1,15}$/,
  'max.message.bytes': /^\d{1,9}$/,
  'min.cleanable.dirty.ratio': /^(0(\.\d{1,6})?|1(\.0{1,6})?)$/,
  'min.insync.replicas': /^[1-9]$/,
  'retention.bytes': /^(-1|\d{1,15})$/,
  'retention.ms': /^(-1|\d{1,15})$/,
  // The simulation's own least, so that one sees a segment roll.
  'segment.bytes': /^(1[4-9]|[2-9]\d|\d{3,9})$/,
  'segment.ms': /^[1-9]\d{0,14}$/,
  'unclean.leader.election.enable': /^(true|false)$/,
};

export const SETTING_NAMES = Object.keys(SETTINGS);

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
    const shape = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
    if (shape === undefined) return { what: 'setting-unknown', text: name };
    if (!shape.test(value)) return { what: 'setting-value', text: part };
    settings[name] = value;
  }
  return settings;
}

export const isProblem = (read: ReturnType<typeof parseSettings>): read is SettingsProblem => 'what' in read;
