/** What the stage says. The page gives it in its language; topic names, ids and numbers are the cluster's own. */
export interface StageWords {
  readonly broker: (id: number) => string;
  /** Within a line: broker 1 → checkout-1. */
  readonly brokerShort: (id: number) => string;
  readonly activeController: string;
  /** On the bookcase: coordinator of these groups. */
  readonly coordinatorOf: (groups: readonly string[]) => string;
  readonly brokerState: Readonly<
    Record<'NotRunning' | 'Starting' | 'Recovery' | 'PendingControlledShutdown' | 'ShuttingDown', string>
  >;
  /** Why and when a broker went, and when the controller gave up on it. */
  readonly down: (reason: string | null, atUs: number, fencedUs: number | null) => string;
  readonly downShort: (reason: string | null) => string;
  readonly fenced: (atUs: number) => string;
  readonly paused: (forUs: number) => string;
  readonly isolated: string;
  /** Requests before a broker that is paused, writes before a slow disk. */
  readonly waiting: (count: number) => string;
  readonly diskSlow: (ms: number) => string;
  /** On a slow link: what it adds. */
  readonly adds: (ms: number) => string;
  readonly offline: string;
  /** The controller has not found out yet. */
  readonly stillLeader: string;
  readonly epoch: (epoch: number) => string;
  readonly onlyHere: string;
  /** Names of what one takes hold of. */
  readonly controls: string;
  readonly menuOf: (name: string) => string;
  readonly linkOf: (a: string, b: string) => string;
  readonly startBroker: string;
  readonly leader: string;
  readonly follower: string;
  readonly inSync: string;
  readonly outOfIsr: string;
  readonly noLeader: string;
  readonly behind: (records: number) => string;
  readonly logStart: string;
  readonly lag: (records: number) => string;
  readonly count: (records: number) => string;
  readonly producers: string;
  readonly recordKeys: string;
  readonly moreKeys: (keys: number) => string;
  readonly group: (name: string) => string;
  readonly groupState: Readonly<
    Record<'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable' | 'Dead', string>
  >;
  readonly generation: (generation: number) => string;
  /** Before a reader's partitions. */
  readonly reads: string;
  readonly idle: string;
  readonly idleShort: string;
  readonly idleHeartbeat: string;
  readonly waitsForAssignment: string;
  readonly waitsShort: string;
  readonly notMember: string;
  readonly notStarted: string;
  readonly stopping: string;
  readonly processPaused: string;
  readonly ended: Readonly<Record<'exited' | 'crashed' | 'killed', string>>;
  readonly rate: (recordsPerSecond: number) => string;
  readonly more: (cards: number) => string;
  /** On the phone: where a partition's replicas are. */
  readonly leaderOn: (broker: number) => string;
  readonly replicaOn: (broker: number, behind: number) => string;
  readonly replicasOn: (brokers: readonly number[]) => string;
  readonly copyOn: (broker: number, behind: number) => string;
  readonly readBy: (names: readonly string[]) => string;
  /** Cards under the pointer. */
  readonly request: (api: string) => string;
  readonly response: (api: string) => string;
  readonly milliseconds: (ms: number) => string;
  readonly records: (records: number) => string;
  readonly highWatermark: string;
  readonly key: string;
  readonly noKey: string;
  readonly size: string;
  readonly lost: string;
  readonly bytes: (bytes: number) => string;
  readonly error: string;
}
