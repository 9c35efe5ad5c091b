import type { ToolCallView } from '../../view/view';
import type { ToolSay, ToolTexts } from './tool-form';

const GROUPS_TOOL = 'kafka-consumer-groups.sh';

/** Calls of the tools that have to do with topics, or with groups, newest first. */
export const callsAbout = (what: 'topics' | 'groups', calls: readonly ToolCallView[]): ToolCallView[] =>
  calls.filter(({ line }) => line.startsWith(GROUPS_TOOL) === (what === 'groups')).reverse();

type Known = keyof ToolTexts['errors'];

const isKnown = (error: string, m: ToolTexts): error is Known => Object.hasOwn(m.errors, error);

/** What came of a call, in words for people; Kafka's own words stand beside it. */
export const outcomeOf =
  ({ state, error }: ToolCallView): ToolSay =>
  (m) => {
    if (state === 'called') return m.answer.asks;
    if (state === 'done') return m.answer.done;
    if (error === null) return m.answer.refusedByTool;
    return isKnown(error, m) ? m.errors[error] : m.answer.refused;
  };
