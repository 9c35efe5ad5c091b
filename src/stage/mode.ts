import type { StageMode } from './boxes';
import type { Size } from './geometry';

const PHONE_BELOW = 560;

export function modeFor(size: Size): StageMode {
  if (size.width < PHONE_BELOW) return 'phone';
  return size.width < 900 ? 'embed' : 'desktop';
}
