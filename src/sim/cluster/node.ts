import { epochMsAt, type BrokerId, type Us } from '../../contract/ids';
import { Broker, type BrokerOptions } from '../broker/broker';
import type { DiskSpeed } from '../broker/disk-writes';
import { NodeDisk } from '../broker/node-disk';
import { uuidToText } from '../protocol/uuid';
import type { LogDir } from '../storage/log-dir';
import { losePower } from '../storage/log-dir-life';
import type { Clock } from './clock';
import type { Journal } from './journal';
import type { Host } from './network';
import { NodeClock } from './node-clock';
import type { Prng } from './prng';

export interface NodeOptions extends Omit<
  BrokerOptions,
  'id' | 'clock' | 'disk' | 'diskSpeed' | 'random' | 'incarnationId' | 'onReleased' | 'onCommitted'
> {
  readonly id: BrokerId;
  /** As the scenario has it; null: as many as come. */
  readonly diskBytesPerSecond: number | null;
  readonly world: Clock;
  readonly journal: Journal;
  readonly random: Prng;
  /** This node's process came or went, or knows more: who is active controller may have to change. */
  readonly onChange: () => void;
  readonly onCommitted: (node: Node) => void;
}

/** A machine: its disk, its power, and the broker process that runs on it, if one does. */
export class Node {
  readonly id: BrokerId;
  readonly #options: NodeOptions;
  readonly #diskSpeed: DiskSpeed;
  #disk: NodeDisk;
  #process: { readonly broker: Broker; readonly clock: NodeClock } | null = null;
  #hasPower = true;
  /** Starts so far: each has an incarnation of its own. */
  #incarnations = 0;
  #disks = 0;
  #powerLosses = 0;

  constructor(options: NodeOptions) {
    this.id = options.id;
    this.#options = options;
    this.#diskSpeed = { bytesPerSecond: options.diskBytesPerSecond, extraUs: 0 };
    this.#disk = this.#emptyDisk();
  }

  get disk(): NodeDisk {
    return this.#disk;
  }

  get broker(): Broker | null {
    return this.#process?.broker ?? null;
  }

  get isPaused(): boolean {
    return this.#process?.clock.isPaused ?? false;
  }

  /** Up, and not standing still. */
  get isActive(): boolean {
    return this.#process !== null && !this.isPaused;
  }

  get host(): Host {
    if (this.#process !== null) return { type: 'listening', server: this.#process.broker };
    return this.#hasPower ? { type: 'refusing' } : { type: 'silent' };
  }

  /** At the start of a run. */
  startRunning(): void {
    this.#boot().startRunning();
  }

  start(disk: 'kept' | 'lost'): boolean {
    if (this.#process !== null) return false;
    const before = this.#disk.dir.replicas();
    if (disk === 'lost') {
      this.#disk = this.#emptyDisk();
      this.#disk.metadata.mayVote = false;
    }
    this.#hasPower = true;
    this.#journal('up', disk === 'lost' ? 'started with an empty disk' : 'started');
    if (disk === 'lost') this.#journalLost(before);
    this.#boot().start();
    this.#options.onChange();
    return true;
  }

  /** SIGTERM: it goes when the controller lets it. */
  stop(): boolean {
    const process = this.#process;
    if (process === null) return false;
    // A signal to a process that stands still waits until it goes on.
    process.clock.run(() => process.broker.shutdown());
    return true;
  }

  /** The process is gone at once; with the power, so are its sockets' other ends' hopes. */
  kill(losesPower: boolean): boolean {
    if (this.#process === null) return false;
    this.#end(false, losesPower, losesPower ? 'power lost' : 'kill -9');
    return true;
  }

  /** Bytes a second that its disk takes; null: as the scenario has it. */
  setDiskRate(bytesPerSecond: number | null): void {
    this.#diskSpeed.bytesPerSecond = bytesPerSecond ?? this.#options.diskBytesPerSecond;
    this.#diskSpeedChanged();
  }

  /** Each write takes this much longer; 0 heals it. */
  slowDisk(extraUs: Us): void {
    this.#diskSpeed.extraUs = extraUs;
    this.#diskSpeedChanged();
  }

  /** Another node is active controller: the process hears of it, once it can. */
  controllerChanged(): void {
    const process = this.#process;
    process?.clock.run(() => process.broker.controllerChanged());
  }

  pause(): boolean {
    if (this.#process === null || this.isPaused) return false;
    this.#process.clock.pause();
    this.#journal('paused', 'paused');
    this.#options.onChange();
    return true;
  }

  resume(): boolean {
    if (this.#process === null || !this.isPaused) return false;
    this.#journal('up', 'resumed');
    this.#process.clock.resume();
    this.#options.onChange();
    return true;
  }

  #boot(): Broker {
    const { world, random, onCommitted } = this.#options;
    const clock = new NodeClock(world);
    const incarnation = random.fork(`incarnation ${++this.#incarnations}`);
    const broker = new Broker({
      ...this.#options,
      clock,
      disk: this.#disk,
      diskSpeed: this.#diskSpeed,
      random: incarnation,
      incarnationId: uuidToText(incarnation.bytes(16)),
      onReleased: () => this.#end(true, false, 'stopped'),
      onCommitted: () => onCommitted(this),
    });
    this.#process = { broker, clock };
    this.#disk.dir.lock();
    return broker;
  }

  #end(isClean: boolean, losesPower: boolean, reason: string): void {
    const process = this.#process;
    if (process === null) return;
    process.broker.end(isClean);
    process.clock.die();
    this.#process = null;
    this.#hasPower = !losesPower;
    this.#options.network.dropServer(this.id, losesPower, `broker ${reason}`);
    this.#journal('down', reason);
    if (losesPower) this.#losePower();
    this.#options.onChange();
  }

  /** Gone is what neither Kafka had flushed nor the operating system had written by itself. */
  #losePower(): void {
    const { world, random } = this.#options;
    const chance = random.fork(`power loss ${++this.#powerLosses}`);
    // The disk may have been at it just then.
    const drawTornBytes = (bound: number): number => (chance.nextInt(2) === 0 ? 0 : chance.nextInt(bound));
    for (const { topic, partition, logEndOffset } of losePower(this.#disk.dir, epochMsAt(world.nowUs), drawTornBytes)) {
      this.#journalEnd(topic, partition, logEndOffset);
    }
  }

  #journalLost(replicas: ReturnType<LogDir['replicas']>): void {
    for (const { topic, partition, log } of replicas) {
      if (log.logStartOffset > 0) {
        const where = { broker: this.id, topic, partition };
        this.#options.journal.add(this.#options.world.nowUs, { type: 'log-start', ...where, offset: 0 });
      }
      if (log.logEndOffset > 0) this.#journalEnd(topic, partition, 0);
    }
  }

  #journalEnd(topic: string, partition: number, offset: number): void {
    const { journal, world } = this.#options;
    journal.add(world.nowUs, { type: 'log-truncated', broker: this.id, topic, partition, offset });
  }

  #diskSpeedChanged(): void {
    const { journal, world } = this.#options;
    const waiting = this.broker?.diskWrites.waiting ?? 0;
    journal.add(world.nowUs, { type: 'disk', broker: this.id, ...this.#diskSpeed, waiting });
    this.broker?.diskWrites.speedChanged();
  }

  #emptyDisk(): NodeDisk {
    const { random, world, clusterId } = this.#options;
    const jitter = random.fork('segment jitter');
    return new NodeDisk({
      nodeId: this.id,
      clusterId,
      directoryId: uuidToText(random.fork(`directory ${++this.#disks}`).bytes(16)),
      nowMs: epochMsAt(world.nowUs),
      drawJitterMs: (boundMs) => (boundMs <= 0 ? 0 : jitter.nextInt(boundMs)),
    });
  }

  #journal(state: 'up' | 'down' | 'paused', reason: string): void {
    const { journal, world } = this.#options;
    journal.add(world.nowUs, { type: 'node', broker: this.id, state, reason });
  }
}
