import { initialTransition, transition, type SnapshotFrom } from 'xstate';
import type { BrokerId, Us } from '../../contract/ids';
import { registrationMachine, type RegistrationEvent, type RegistrationState } from './registration.machine';

interface Session {
  snapshot: SnapshotFrom<typeof registrationMachine>;
  /** Of its last heartbeat. */
  contactUs: Us;
  /** Metadata that it has applied: the offset after it. */
  metadataOffset: number;
  /** Leaderships have to be seen as moved up to here before it may go; -1: nothing to wait for. */
  shutdownOffset: number;
}

/** When each broker was last heard of, and what that makes it. Kafka: BrokerHeartbeatManager. */
export class BrokerSessions {
  #sessions = new Map<BrokerId, Session>();
  readonly #sessionTimeoutUs: Us;

  constructor(sessionTimeoutUs: Us) {
    this.#sessionTimeoutUs = sessionTimeoutUs;
  }

  state(broker: BrokerId): RegistrationState | null {
    return (this.#sessions.get(broker)?.snapshot.value as RegistrationState | undefined) ?? null;
  }

  get brokers(): readonly BrokerId[] {
    return [...this.#sessions.keys()];
  }

  /** A registration, or what a new active controller finds in its log: contact counts from now. */
  begin(broker: BrokerId, state: RegistrationState, nowUs: Us): void {
    const [fresh] = initialTransition(registrationMachine);
    const snapshot = registrationMachine.resolveState({ value: state, context: fresh.context });
    this.#sessions.set(broker, { snapshot, contactUs: nowUs, metadataOffset: -1, shutdownOffset: -1 });
  }

  /** A heartbeat was received. */
  touch(broker: BrokerId, metadataOffset: number, nowUs: Us): void {
    const session = this.#session(broker);
    session.contactUs = nowUs;
    session.metadataOffset = metadataOffset;
  }

  /** True if the state changed. */
  send(broker: BrokerId, event: RegistrationEvent): boolean {
    const session = this.#session(broker);
    const before = session.snapshot.value;
    [session.snapshot] = transition(registrationMachine, session.snapshot, event);
    return session.snapshot.value !== before;
  }

  /** The broker whose session ran out longest ago, null when all are well. One a pass, as Kafka fences them. */
  staleBroker(nowUs: Us): BrokerId | null {
    let stale: BrokerId | null = null;
    let oldestUs = Infinity;
    for (const [id, { contactUs, snapshot }] of this.#sessions) {
      const isActive = snapshot.value === 'Unfenced' || snapshot.value === 'ControlledShutdown';
      if (!isActive || nowUs - contactUs < this.#sessionTimeoutUs || contactUs >= oldestUs) continue;
      stale = id;
      oldestUs = contactUs;
    }
    return stale;
  }

  /** It was heard of within the session timeout. */
  hasValidSession(broker: BrokerId, nowUs: Us): boolean {
    const session = this.#sessions.get(broker);
    return session !== undefined && nowUs - session.contactUs < this.#sessionTimeoutUs;
  }

  waitForShutdown(broker: BrokerId, offset: number): void {
    this.#session(broker).shutdownOffset = offset;
  }

  shutdownOffset(broker: BrokerId): number {
    return this.#session(broker).shutdownOffset;
  }

  /** Every active broker has applied metadata up to here. */
  allActiveHave(offset: number): boolean {
    return [...this.#sessions.values()].every(
      ({ snapshot, metadataOffset }) => snapshot.value !== 'Unfenced' || metadataOffset >= offset,
    );
  }

  #session(broker: BrokerId): Session {
    const session = this.#sessions.get(broker);
    if (session === undefined) throw new RangeError(`broker ${broker} never registered`);
    return session;
  }
}
