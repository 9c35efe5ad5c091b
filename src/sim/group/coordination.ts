import { epochMsAt, type Us } from '../../contract/ids';
import { ERROR } from '../protocol/errors';
import { groupEvent } from './group-event';
import type { Group, Parked } from './group';
import type {
  GroupApi,
  GroupAppend,
  GroupCall,
  GroupCoordinatorOptions,
  GroupOutput,
  GroupReason,
  GroupRecord,
  GroupResponses,
} from './io';

/** What a timer is for. */
export type GroupTimer =
  | { readonly kind: 'chart'; readonly group: Group; readonly event: { readonly type: string } }
  | { readonly kind: 'session'; readonly group: Group; readonly memberId: string }
  | { readonly kind: 'retention' };

/** What follows from an append for what the coordinator knows: one of the two, sooner or later. */
export interface AppendFate {
  /** On all in-sync replicas. */
  readonly stored?: () => void;
  /** Not in the log: as if it had never been written. */
  readonly lost?: (errorCode: number) => void;
}

interface PendingAppend {
  readonly group: string;
  readonly records: readonly GroupRecord[];
  readonly fate: AppendFate | null;
  /** Who waits for a first word: safe (0), lost or late (the error of the append), in order. */
  readonly done: ((errorCode: number) => void)[];
}

/** Reasons that give way to any other. */
const UNTELLING: ReadonlySet<GroupReason> = new Set<GroupReason>(['member rejoined', 'member heard of']);

/** What one broker coordinates, and what it wants done about the input at hand. One for each coordinator. */
export class Coordination {
  readonly groups = new Map<string, Group>();
  /** Not among the groups any more, and not gone before their tombstones are stored. */
  readonly deleting = new Set<Group>();
  readonly timers = new Map<string, GroupTimer>();
  nowUs: Us = 0;
  #appends = new Map<number, PendingAppend>();
  #appendsMade = 0;
  #out: GroupOutput[] = [];
  #written: GroupAppend[] = [];
  #changed = new Map<Group, GroupReason>();

  constructor(readonly options: GroupCoordinatorOptions) {}

  get nowMs(): number {
    return epochMsAt(this.nowUs);
  }

  /**
   * Collects what `act` wants done. Groups that it changed come first, one event each, as they are after it; appends
   * come last, since a caller may have them answered before it looks at what follows.
   */
  collect(nowUs: Us, act: () => void): GroupOutput[] {
    this.nowUs = nowUs;
    this.#out = [];
    this.#written = [];
    this.#changed.clear();
    act();
    const events: GroupOutput[] = [];
    for (const [group, reason] of this.#changed) {
      events.push({ type: 'event', event: groupEvent(group, this.options.broker, reason) });
    }
    return [...events, ...this.#out, ...this.#written];
  }

  emit(output: GroupOutput): void {
    this.#out.push(output);
  }

  reply<A extends GroupApi>(to: Parked, api: A, response: GroupResponses[A]): void {
    const output: {
      type: 'reply';
      ticket: number;
      api: GroupApi;
      version: number;
      response: GroupResponses[GroupApi];
    } = {
      type: 'reply',
      ticket: to.ticket,
      api,
      version: to.version,
      response,
    };
    this.#out.push(output as GroupOutput);
  }

  /** State, members or assignment changed. The first reason tells why, unless it tells little. */
  changed(group: Group, reason: GroupReason): void {
    const known = this.#changed.get(group);
    if (known === undefined || UNTELLING.has(known)) this.#changed.set(group, reason);
  }

  setTimer(key: string, timer: GroupTimer, afterUs: Us): void {
    this.timers.set(key, timer);
    this.#out.push({ type: 'timer-set', key, afterUs });
  }

  cancelTimer(key: string): void {
    if (this.timers.delete(key)) this.#out.push({ type: 'timer-cancel', key });
  }

  /** Appends made so far: tells whether something that was done made one. */
  get appendsMade(): number {
    return this.#appendsMade;
  }

  /** `done` hears once what to tell whoever waits; `fate` is for what has to be known in any case. */
  append(
    group: string,
    records: readonly GroupRecord[],
    done: (errorCode: number) => void,
    fate: AppendFate | null = null,
  ): void {
    const ticket = -++this.#appendsMade;
    this.#appends.set(ticket, { group, records, fate, done: [done] });
    this.#written.push({ type: 'append', ticket, group, records });
  }

  /** Records of a group that have been written, in order, and of which nothing has been heard yet. */
  recordsOnTheirWay(group: string): GroupRecord[] {
    return [...this.#appends.values()].flatMap((append) => (append.group === group ? append.records : []));
  }

  /** Does something more when the last append made is through. */
  afterLastAppend(done: (errorCode: number) => void): void {
    this.#appends.get(-this.#appendsMade)?.done.push(done);
  }

  /** Also called for appends that were given up: then there is nothing to do. */
  appended(ticket: number, errorCode: number): void {
    const append = this.#appends.get(ticket);
    if (append === undefined) return;
    const { fate } = append;
    const isLate = errorCode === ERROR.REQUEST_TIMED_OUT && fate !== null;
    if (!isLate) this.#appends.delete(ticket);
    if (errorCode === ERROR.NONE) fate?.stored?.();
    for (const done of append.done.splice(0)) done(errorCode);
    if (errorCode !== ERROR.NONE && !isLate) fate?.lost?.(errorCode);
  }

  /** The appends of these groups will not be heard of any more. */
  abandonAppends(isAbandoned: (groupId: string) => boolean, errorCode: number): void {
    for (const [ticket, append] of [...this.#appends]) if (isAbandoned(append.group)) this.appended(ticket, errorCode);
  }
}

/** The ticket of a request that is answered at once. */
export function parked(call: GroupCall): Parked {
  return { ticket: call.ticket, version: call.version };
}
