import { settingShape, TOPIC_SETTINGS, wholeNumber } from '../topic-settings';
import type { Field, Remarks, ToolSay, Values } from './tool-form';

const PREFIX = 'config:';

export const settingId = (name: string): string => `${PREFIX}${name}`;

/** What stands there when one puts it in. */
export const firstValue = (name: string): string => settingShape(name)?.first ?? '';

/** The settings that stand in the form. */
export function settingsIn(values: Values): Record<string, string> {
  const found = Object.entries(values).filter(([id]) => id.startsWith(PREFIX));
  return Object.fromEntries(found.map(([id, value]) => [id.slice(PREFIX.length), value.trim()]));
}

export const settingsLeft = (values: Values): string[] =>
  TOPIC_SETTINGS.filter((name) => values[settingId(name)] === undefined);

/** One field for each setting in the form, in the order in which they came. */
export function settingFields(values: Values): Field[] {
  return Object.entries(settingsIn(values)).map(([name, value]) => {
    const shape = settingShape(name);
    const known = shape?.kind === 'choice' ? shape.options : [];
    // A value that a program or the lesson has set stays choosable.
    const options = known.length === 0 || known.includes(value) ? known : [...known, value];
    return {
      id: settingId(name),
      label: { setting: name },
      input:
        options.length > 0
          ? { kind: 'choice', size: 'short', options: options.map((each) => ({ value: each, label: () => each })) }
          : { kind: 'text', size: 'short', numeric: shape?.kind === 'number' },
      hint: null,
      removable: true,
    };
  });
}

/** Says of each setting in the form what Kafka would not take. */
export function checkSettings(values: Values, remarks: Remarks): void {
  for (const [name, value] of Object.entries(settingsIn(values))) {
    const problem = settingProblem(name, value);
    if (problem !== null) remarks.isDoubtful(settingId(name), problem);
    if (value === '') remarks.isWrong(settingId(name), (m) => m.wrong.empty);
  }
}

/** Kafka answers INVALID_CONFIG to these. Null: it takes the value, or it is no setting that we know the limits of. */
function settingProblem(name: string, value: string): ToolSay | null {
  const shape = settingShape(name);
  if (shape?.kind !== 'number') return null;
  const number = wholeNumber(value);
  if (number === null) return (m) => m.doubts.settingNotNumber;
  if (number < shape.min) return (m) => m.doubts.settingTooSmall(shape.min);
  if (number > shape.max) return (m) => m.doubts.settingTooLarge(shape.max);
  return null;
}
