import type { Message } from 'kafkajs';

// By murmur2, two of them on each of three partitions.
const visitors = ['cesar', 'dmitri', 'anna', 'elena', 'bella', 'felix'];

/** A click of each visitor, about half a kilobyte. */
export function clicks(): Message[] {
  return visitors.map((key) => ({ key, value: 'click '.repeat(75) }));
}
