import type { FromSim } from '../contract/port';

/**
 * A message from the frame, or null when it is none. The frame is of another origin and full of strangers' code; what
 * goes wrong there must not spread. Checked as deep as it is cheap: the events themselves are ours to fold, by type.
 */
export function checkFromSim(data: unknown): FromSim | null {
  if (typeof data !== 'object' || data === null) return null;
  const message = data as Readonly<Record<string, unknown>>;
  return isCount(message['run']) && hasFields(message) ? (data as FromSim) : null;
}

function hasFields(message: Readonly<Record<string, unknown>>): boolean {
  switch (message['type']) {
    case 'ran':
      return (
        isCount(message['nowUs']) &&
        (message['nextUs'] === null || isCount(message['nextUs'])) &&
        isListOfEvents(message['events']) &&
        Array.isArray(message['commands']) &&
        (message['ended'] === null || message['ended'] === 'journal-full')
      );
    case 'progress':
      return isCount(message['nowUs']) && isCount(message['untilUs']);
    case 'answer':
      return isCount(message['id']) && typeof message['answer'] === 'object' && message['answer'] !== null;
    case 'broken':
      return typeof message['message'] === 'string';
    default:
      return false;
  }
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const isListOfEvents = (value: unknown): boolean =>
  Array.isArray(value) &&
  (value as unknown[]).every((event) => {
    if (typeof event !== 'object' || event === null) return false;
    const { atUs, seq, type } = event as Readonly<Record<string, unknown>>;
    return isCount(atUs) && isCount(seq) && typeof type === 'string';
  });
