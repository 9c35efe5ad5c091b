import type { Marks } from '../view/marks';
import type { Scope } from '../view/scope';
import type { View } from '../view/view';
import type { StageLayout, StageMode } from './boxes';
import { deskLayout } from './desk-layout';
import type { Size } from './geometry';
import { modeFor } from './mode';
import { phoneLayout } from './phone-layout';

export function layoutOf(
  view: View,
  size: Size,
  marks: Marks,
  mode: StageMode = modeFor(size),
  scope: Scope | null = null,
): StageLayout {
  return mode === 'phone' ? phoneLayout(view, size, marks, scope) : deskLayout(view, size, marks, mode, scope);
}
