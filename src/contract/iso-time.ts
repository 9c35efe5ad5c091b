/** Milliseconds since the Unix epoch as ISO 8601 in UTC, `2023-11-14T22:13:20.000Z`; for years after 1970. */
export function isoTime(epochMs: number): string {
  const [year, month, day] = civil(Math.floor(epochMs / DAY_MS));
  const ms = epochMs % DAY_MS;
  const part = (unit: number, of: number): number => Math.floor(ms / unit) % of;
  const clock = [part(3_600_000, 24), part(60_000, 60), part(1_000, 60)].map((n) => padded(n, 2)).join(':');
  return `${year}-${padded(month, 2)}-${padded(day, 2)}T${clock}.${padded(part(1, 1_000), 3)}Z`;
}

const DAY_MS = 86_400_000;
const padded = (n: number, width: number): string => String(n).padStart(width, '0');

/** Days since 1970-01-01 as year, month, day. Source: Howard Hinnant, civil_from_days; years there begin in March. */
function civil(days: number): [year: number, month: number, day: number] {
  const since0000 = days + 719_468;
  const era = Math.floor(since0000 / 146_097);
  const dayOfEra = since0000 - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}
