/** Virtual time as it is shown everywhere: `00:12.480`, and `1:00:12.480` from an hour on. Cut, never rounded up. */
export function virtualTime(us: number): string {
  const ms = Math.floor(us / 1000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const clock = `${two(minutes % 60)}:${two(seconds % 60)}.${String(ms % 1000).padStart(3, '0')}`;
  return hours === 0 ? clock : `${hours}:${clock}`;
}

/** `0.25×`. Speeds keep the decimal point in both languages, as code does. */
export const speedText = (speed: number): string => `${speed}×`;
