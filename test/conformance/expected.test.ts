import { describe, expect, it } from 'vitest';
import { expectedTranscript } from './expected';
import type { KnownDifference } from './known-differences';
import { Normaliser } from './normalise';

const REAL = `# About.

== first
> Asked
< Answered
    topics:
      - name="a" errorCode=0
      - name="b" errorCode=0

== second
      - name="a" errorCode=0
`;

const difference = (more: Partial<KnownDifference>): KnownDifference => ({
  scenario: 'any',
  step: 'first',
  reason: 'for the test',
  real: ['- name="a" errorCode=0'],
  ours: ['- name="a" errorCode=3 UNKNOWN_TOPIC_OR_PARTITION'],
  ...more,
});

describe('known differences', () => {
  it('take the place of the lines of their step, and of no other', () => {
    const expected = expectedTranscript(REAL, [difference({})]);
    expect(expected).toBe(REAL.replace('name="a" errorCode=0', 'name="a" errorCode=3 UNKNOWN_TOPIC_OR_PARTITION'));
    expect(expectedTranscript(REAL, [difference({ step: 'second' })])).toContain(
      '== second\n      - name="a" errorCode=3',
    );
  });

  it('may be lines that ours does not have', () => {
    const expected = expectedTranscript(REAL, [difference({ real: ['- name="b" errorCode=0'], ours: [] })]);
    expect(expected).toBe(REAL.replace('      - name="b" errorCode=0\n', ''));
  });

  it('must fit the real transcript', () => {
    expect(() => expectedTranscript(REAL, [difference({ real: ['- name="c" errorCode=0'] })])).toThrow('no such lines');
    expect(() => expectedTranscript(REAL, [difference({ step: 'third' })])).toThrow('there is no step "third"');
    const acrossSteps = ['- name="b" errorCode=0', '', '== second'];
    expect(() => expectedTranscript(REAL, [difference({ real: acrossSteps })])).toThrow('no such lines');
  });
});

describe('names for what differs from run to run', () => {
  const START = 1_800_000_000_000;
  const normal = () => new Normaliser(START, new Map([[2, { host: '127.0.0.1', port: 4711 }]]));

  it('are the same for the same id, and different for another', () => {
    const it = normal();
    const ids = ['AAAAAAAAAAAAAAAAAAAAAQ', 'AAAAAAAAAAAAAAAAAAAAAg', 'AAAAAAAAAAAAAAAAAAAAAQ'];
    expect(ids.map((id) => it.uuid(id))).toEqual(['<id 1>', '<id 2>', '<id 1>']);
    expect(it.uuid('AAAAAAAAAAAAAAAAAAAAAA')).toBe('<no id>');
    expect(it.number('producerId', 4)).toBe('<producer 1>');
    expect(it.number('producerId', -1)).toBe('-1');
  });

  it('say which broker a port is of, and how far a time is from the start', () => {
    const it = normal();
    expect(it.number('port', 4711)).toBe('<port of 2>');
    expect(it.number('timestamp', START)).toBe('T');
    expect(it.number('timestamp', START + 5)).toBe('T+5');
    expect(it.number('timestamp', START - 60_000)).toBe('T-60000');
    expect(it.number('offset', 42)).toBe('42');
  });

  it('are found in the middle of a text', () => {
    const text =
      'member a-01234567-89ab-cdef-0123-456789abcdef of 1800000000123, 1800000005000 and -9223370241510168798';
    expect(normal().text('errorMessage', text)).toBe('"member a-<uuid 1> of <about now>, T+5000 and <long ago>"');
  });
});
