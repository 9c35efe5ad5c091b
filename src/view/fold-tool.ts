import type { Stamp, ToolEvent } from '../contract/event';
import { TOOL_CALLS_MAX, type ToolCallView, type View } from './view';

/** A call is told of twice: when it begins, and when it has ended. */
export function foldTool(view: View, event: Stamp & ToolEvent): View {
  const { call, state, line, error, message, atUs } = event;
  if (state === 'called') {
    const begun: ToolCallView = { call, state, line, error, message, calledUs: atUs, endedUs: null };
    return { ...view, tools: [...view.tools, begun].slice(-TOOL_CALLS_MAX) };
  }
  const tools = view.tools.map((each) =>
    each.call === call ? { ...each, state, error, message, endedUs: atUs } : each,
  );
  return { ...view, tools };
}
