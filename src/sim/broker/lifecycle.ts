import { initialTransition, transition } from 'xstate';
import type { BrokerStateEvent } from '../../contract/event';
import type { BrokerId, Us } from '../../contract/ids';
import type { NodeClock } from '../cluster/node-clock';
import type { Timer } from '../cluster/clock';
import { ERROR } from '../protocol/errors';
import type { BrokerHeartbeatResponse } from '../protocol/messages/broker-heartbeat';
import { apiByName } from '../protocol/registry';
import { brokerMachine, type BrokerEvent } from './broker.machine';
import type { ControllerChannel } from './controller-channel';

const REGISTRATION_VERSION = 4;
const HEARTBEAT_VERSION = 1;
const PLAINTEXT = 0;

export interface LifecycleOptions {
  readonly id: BrokerId;
  readonly rack: string | null;
  /** What clients are told to connect to. */
  readonly listener: { readonly host: string; readonly port: number };
  readonly clusterId: string;
  readonly incarnationId: string;
  /** Epoch of the registration that ended with a clean shutdown; -1 after anything else. */
  readonly previousEpoch: number;
  readonly clock: NodeClock;
  readonly channel: ControllerChannel;
  readonly heartbeatUs: Us;
  /** The offset after the last metadata record that this broker has applied. */
  readonly metadataOffset: () => number;
  readonly onState: (state: BrokerStateEvent['state']) => void;
  /** The controller let it go: nothing depends on it any more. */
  readonly onReleased: (brokerEpoch: number) => void;
}

/** Registers, sends heartbeats, asks to serve, asks to stop. Kafka: BrokerLifecycleManager. */
export class Lifecycle {
  readonly #options: LifecycleOptions;
  #snapshot = initialTransition(brokerMachine)[0];
  #epoch = -1;
  #wantsShutdown = false;
  #askedToGo = false;
  /** Logs are loaded. Until then, and until it has caught up, it asks to stay fenced. */
  #isReady = false;
  #askedToServe = false;
  #heartbeat: Timer | null = null;
  #isUnderWay = false;

  constructor(options: LifecycleOptions) {
    this.#options = options;
  }

  get state(): BrokerStateEvent['state'] {
    return this.#snapshot.value as BrokerStateEvent['state'];
  }

  /** -1 before the registration is answered. */
  get epoch(): number {
    return this.#epoch;
  }

  start(): void {
    this.#send({ type: 'start' });
    this.#register();
  }

  /** At the start of a run: it runs, and has for long. */
  startRunning(epoch: number): void {
    this.#epoch = epoch;
    this.#isReady = this.#askedToServe = true;
    for (const type of ['start', 'caught-up', 'unfenced'] as const) this.#send({ type }, false);
    this.#options.onState(this.state);
    this.#scheduleHeartbeat(this.#options.heartbeatUs);
  }

  /** Its logs are loaded. Kafka: setReadyToUnfence. */
  ready(): void {
    if (this.#isReady) return;
    this.#isReady = true;
    if (this.state === 'Recovery') this.#sendHeartbeat();
  }

  /** SIGTERM. */
  shutdown(): void {
    this.#wantsShutdown = true;
    this.#send({ type: 'shutdown' });
    if (this.state === 'ShuttingDown') this.#options.onReleased(-1);
    else this.#sendHeartbeat();
  }

  kill(): void {
    this.#heartbeat?.cancel();
    this.#send({ type: 'kill' });
  }

  stopped(): void {
    this.#heartbeat?.cancel();
    this.#send({ type: 'stopped' });
  }

  #register(): void {
    const { id, rack, listener, clusterId, incarnationId, previousEpoch, channel } = this.#options;
    const listeners = [{ name: 'PLAINTEXT', ...listener, securityProtocol: PLAINTEXT }];
    const request = { brokerId: id, clusterId, incarnationId, listeners, rack, previousBrokerEpoch: previousEpoch };
    channel.request(apiByName('BrokerRegistration'), REGISTRATION_VERSION, request, ({ errorCode, brokerEpoch }) => {
      if (errorCode !== 0) {
        // DUPLICATE_BROKER_REGISTRATION: the session of the process before has yet to run out.
        this.#options.clock.after(this.#options.heartbeatUs / 4, () => this.#register());
        return;
      }
      this.#epoch = brokerEpoch;
      this.#sendHeartbeat();
    });
  }

  #sendHeartbeat(): void {
    if (this.#isUnderWay || this.#epoch < 0) return;
    this.#isUnderWay = true;
    this.#heartbeat?.cancel();
    const request = {
      brokerId: this.#options.id,
      brokerEpoch: this.#epoch,
      currentMetadataOffset: this.#options.metadataOffset() - 1,
      wantFence: !this.#mayServe,
      wantShutDown: this.#wantsShutdown,
    };
    this.#askedToServe = this.#mayServe;
    this.#options.channel.request(apiByName('BrokerHeartbeat'), HEARTBEAT_VERSION, request, (response) => {
      this.#isUnderWay = false;
      this.#take(response);
    });
  }

  #take({ errorCode, isCaughtUp, isFenced, shouldShutDown }: BrokerHeartbeatResponse): void {
    if (errorCode === ERROR.STALE_BROKER_EPOCH) return this.#register();
    const before = this.state;
    if (isCaughtUp) this.#send({ type: 'caught-up' });
    this.#send({ type: isFenced ? 'fenced' : 'unfenced' });
    if (shouldShutDown && this.#wantsShutdown) {
      this.#send({ type: 'released' });
      return this.#options.onReleased(this.#epoch);
    }
    this.#scheduleHeartbeat(this.#nextHeartbeatUs(before));
  }

  get #mayServe(): boolean {
    return this.#isReady && this.state !== 'Starting';
  }

  /** A little sooner than usual where something is about to be granted. */
  #nextHeartbeatUs(before: BrokerStateEvent['state']): Us {
    if (before === 'Starting' || this.#mayServe !== this.#askedToServe) return STARTING_US;
    if (this.state === 'PendingControlledShutdown' && !this.#askedToGo) {
      this.#askedToGo = true;
      return LEAVING_US;
    }
    return this.#options.heartbeatUs;
  }

  #scheduleHeartbeat(afterUs: Us): void {
    this.#heartbeat = this.#options.clock.after(afterUs, () => this.#sendHeartbeat());
  }

  #send(event: BrokerEvent, tells = true): void {
    const before = this.state;
    [this.#snapshot] = transition(brokerMachine, this.#snapshot, event);
    if (tells && this.state !== before) this.#options.onState(this.state);
  }
}

/** Where there is nothing to recover, a start is quicker. */
const STARTING_US = 10_000;
/** After the first answer that it may not go yet. */
const LEAVING_US = 50_000;
