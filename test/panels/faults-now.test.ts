import { describe, expect, it } from 'vitest';
import type { SimEventBody } from '../../src/contract/event';
import { desk } from '../../src/i18n/en/desk';
import { faultsNow } from '../../src/panels/faults-now';
import type { View } from '../../src/view/view';
import { after, empty, started } from '../view/views';

const m = desk.acts;
const running = after(empty(), { type: 'registration', broker: 2, state: 'Unfenced', brokerEpoch: 1 });
const said = (view: View): string[] =>
  faultsNow(view).map((fault) => [fault.title(m), fault.detail?.(m), fault.healLabel(m)].filter(Boolean).join(' | '));
const link = (from: number, to: number, state: 'cut' | 'slow' | 'up' = 'cut', extraUs = 0): SimEventBody => ({
  type: 'link',
  from: `broker:${from}`,
  to: `broker:${to}`,
  state,
  extraUs,
});

describe('what is wrong now', () => {
  it('is nothing at first', () => {
    expect(faultsNow(running)).toEqual([]);
  });

  it('is a dead broker, and whether the controller knows', () => {
    const dead = after(running, { type: 'node', broker: 2, state: 'down', reason: 'kill -9' });
    expect(said(dead)).toEqual(['Broker 2 killed | The controller still counts on it. | Start broker']);
    const fenced = after(dead, { type: 'registration', broker: 2, state: 'Fenced', brokerEpoch: 1 });
    expect(said(fenced)).toEqual(['Broker 2 killed | The controller has fenced it. | Start broker']);
    expect(faultsNow(fenced)[0]?.heal).toEqual([{ type: 'start-broker', broker: 2, disk: 'kept' }]);
  });

  it('is one line a link, whichever way is cut', () => {
    expect(said(after(running, link(2, 1)))).toEqual(['Link 2 → 1 cut | Heal']);
    const both = after(running, link(2, 1), link(1, 2));
    expect(said(both)).toEqual(['Link 1 ↔ 2 cut | Heal']);
    expect(faultsNow(both)[0]?.heal).toHaveLength(2);
    expect(said(after(running, link(1, 2, 'slow', 800_000)))).toEqual(['Link 1 ↔ 2 slow, +800 ms | Heal']);
    expect(said(after(both, link(1, 2, 'up')))).toEqual(['Link 2 → 1 cut | Heal']);
  });

  it('is one line for an isolated broker, not one for each of its links', () => {
    const isolated = after(running, link(2, 1), link(1, 2), link(2, 3), link(3, 2));
    expect(said(isolated)).toEqual(['Broker 2 isolated | It runs, and nobody reaches it. | Heal']);
    expect(faultsNow(isolated)[0]?.heal).toEqual([{ type: 'heal-broker', broker: 2 }]);
    // A program that nobody cut off reaches it, so it is not isolated any more.
    expect(said(after(isolated, started('billing-1')))).toHaveLength(2);
  });

  it('is a slow disk, since when it is slow, and what waits for it', () => {
    const disk = (extraUs: number, waiting: number, atUs: number) =>
      ({ type: 'disk', broker: 2, bytesPerSecond: null, extraUs, waiting, atUs }) as const;
    const slow = after(running, disk(900_000, 0, 5_000_000), disk(900_000, 5, 6_000_000));
    expect(said(slow)).toEqual(['Disk of 2, +900 ms | 5 writes wait. | Heal']);
    expect(faultsNow(slow)[0]?.sinceUs).toBe(5_000_000);
    expect(faultsNow(after(slow, disk(0, 0, 7_000_000)))).toEqual([]);
  });

  it('stands in the order in which it began', () => {
    const view = after(
      running,
      { ...link(1, 3), atUs: 2_000_000 },
      { type: 'node', broker: 2, state: 'paused', reason: 'paused', atUs: 3_000_000 },
      { ...link(3, 1), atUs: 4_000_000 },
    );
    expect(faultsNow(view).map((fault) => [fault.kind, fault.sinceUs])).toEqual([
      ['link-cut', 2_000_000],
      ['broker-paused', 3_000_000],
    ]);
  });

  it('is a program that went without saying goodbye', () => {
    const ended = (state: 'crashed' | 'exited' | 'paused'): View =>
      after(running, started('billing-1'), {
        type: 'process',
        process: 'billing-1',
        program: 'billing',
        instance: 1,
        state,
        reason: '1',
      });
    expect(said(ended('crashed'))).toEqual(['C1 crashed | Run again']);
    expect(said(ended('paused'))[0]).toContain('C1 paused');
    expect(faultsNow(ended('exited'))).toEqual([]);
  });
});
