import { describe, expect, it } from 'vitest';
import { Clock } from '../../../src/sim/cluster/clock';

describe('clock', () => {
  it('runs by time, then lane, then order of scheduling, whatever the order of insertion', () => {
    const seen: string[] = [];
    const clock = new Clock();
    const note = (name: string) => () => void seen.push(name);
    clock.at(5, note('5 lane 2'), 2);
    clock.at(5, note('5 core first'));
    clock.at(3, note('3 lane 9'), 9);
    clock.at(5, note('5 lane 1'), 1);
    clock.at(5, note('5 core second'));
    clock.advanceTo(6);
    expect(seen).toEqual(['3 lane 9', '5 core first', '5 core second', '5 lane 1', '5 lane 2']);
  });

  it('leaves what is due at the end of a window to the next one', () => {
    const seen: number[] = [];
    const clock = new Clock();
    clock.at(10, () => seen.push(clock.nowUs));
    clock.advanceTo(10);
    expect(seen).toEqual([]);
    expect(clock.nextUs).toBe(10);
    clock.advanceTo(11);
    expect(seen).toEqual([10]);
    expect(clock.nowUs).toBe(11);
  });

  it('runs what is scheduled on the way, in the same window', () => {
    const seen: string[] = [];
    const clock = new Clock();
    clock.at(1, () => {
      seen.push('first');
      clock.after(0, () => seen.push('at once'));
      clock.after(4, () => seen.push('later'));
    });
    clock.at(2, () => seen.push('second'));
    clock.advanceTo(6);
    expect(seen).toEqual(['first', 'at once', 'second', 'later']);
  });

  it('forgets what was cancelled', () => {
    const clock = new Clock();
    const timer = clock.at(4, () => {
      throw new Error('cancelled, and ran');
    });
    timer.cancel();
    expect(clock.nextUs).toBeNull();
    clock.advanceTo(10);
  });

  it('refuses the past and fractions of a microsecond', () => {
    const clock = new Clock();
    clock.advanceTo(10);
    expect(() => clock.at(9, () => {})).toThrow('cannot schedule at 9 µs: it is 10 µs');
    expect(() => clock.at(10.5, () => {})).toThrow(RangeError);
    expect(() => clock.advanceTo(9)).toThrow('cannot go back');
  });

  it('keeps order among thousands', () => {
    const clock = new Clock();
    const times: number[] = [];
    for (let i = 0; i < 5000; i++) clock.at((i * 7919) % 10007, () => times.push(clock.nowUs), i % 13);
    clock.advanceTo(20000);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times).toHaveLength(5000);
  });
});
