import type { ClassicGroupState } from '../../contract/event';

/** Where a state stands in the figure: the middle of its box, in units of the drawing. */
export const GROUP_STATES: Readonly<Record<ClassicGroupState, { readonly x: number; readonly y: number }>> = {
  Empty: { x: 48, y: 20 },
  PreparingRebalance: { x: 210, y: 20 },
  CompletingRebalance: { x: 210, y: 84 },
  Stable: { x: 48, y: 84 },
  Dead: { x: 48, y: 140 },
};

/** The arrows of Kafka's ClassicGroupState (`addValidPreviousStates`) that a lesson needs; Dead is reached from any. */
export const GROUP_ARROWS: readonly {
  readonly from: ClassicGroupState;
  readonly to: ClassicGroupState;
  readonly path: string;
}[] = [
  { from: 'Empty', to: 'PreparingRebalance', path: 'M78 16H136' },
  { from: 'PreparingRebalance', to: 'Empty', path: 'M136 26H80' },
  { from: 'PreparingRebalance', to: 'CompletingRebalance', path: 'M204 32V70' },
  { from: 'CompletingRebalance', to: 'PreparingRebalance', path: 'M218 72V34' },
  { from: 'CompletingRebalance', to: 'Stable', path: 'M134 84H84' },
  { from: 'Stable', to: 'PreparingRebalance', path: 'M78 74L148 34' },
  { from: 'Empty', to: 'Dead', path: 'M14 32V128' },
];
