/** Progress of all lessons as one text, to be kept elsewhere: `progress` by lesson id, as progress.ts stores it. */
export function exportProgress(read: (lesson: string) => unknown, lessons: readonly string[]): string {
  const progress = Object.fromEntries(
    lessons.map((id) => [id, read(id)] as const).filter(([, kept]) => typeof kept === 'object' && kept !== null),
  );
  return `${JSON.stringify({ shelfmark: 'progress', version: 1, progress }, null, 2)}\n`;
}

/**
 * What such a text holds of these lessons; null when it is none. Each is read by `fromProgress` when its lesson is
 * opened, which drops what does not fit.
 */
export function importProgress(text: string, lessons: readonly string[]): Readonly<Record<string, unknown>> | null {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof file !== 'object' || file === null) return null;
  const { shelfmark, version, progress } = file as Record<string, unknown>;
  if (shelfmark !== 'progress' || version !== 1 || typeof progress !== 'object' || progress === null) return null;
  const known = Object.entries(progress).filter(
    ([id, kept]) => lessons.includes(id) && typeof kept === 'object' && kept !== null,
  );
  return Object.fromEntries(known);
}
