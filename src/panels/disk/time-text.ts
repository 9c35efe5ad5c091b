import { EPOCH_MS, US_PER_MS } from '../../contract/ids';
import { virtualTime } from '../../i18n/format';

/** Further from the run's beginning than this, a timestamp is not of the virtual clock but somebody's own. */
const RUN_MS_MAX = 100 * 3_600_000;

/** A record's timestamp as virtual time where it is one, else as it is. */
export function timeText(timestampMs: number): string {
  const ms = timestampMs - EPOCH_MS;
  return ms >= 0 && ms < RUN_MS_MAX ? virtualTime(ms * US_PER_MS) : String(timestampMs);
}
