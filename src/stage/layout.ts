import type { Marks } from '../view/marks';
import type { View } from '../view/view';
import type { StageLayout, StageMode } from './boxes';
import { deskLayout } from './desk-layout';
import type { Size } from './geometry';
import { phoneLayout } from './phone-layout';

export const PHONE_BELOW = 560;

export function modeFor(size: Size): StageMode {
  if (size.width < PHONE_BELOW) return 'phone';
  return size.width < 900 ? 'embed' : 'desktop';
}

export function layoutOf(view: View, size: Size, marks: Marks, mode: StageMode = modeFor(size)): StageLayout {
  return mode === 'phone' ? phoneLayout(view, size, marks) : deskLayout(view, size, marks, mode);
}
