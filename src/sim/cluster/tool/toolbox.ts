import type { AdminCommand } from '../../../contract/command';
import { bootstrapOf, commandLine } from '../../../contract/command-line';
import type { ToolEvent } from '../../../contract/event';
import { US_PER_SECOND, type BrokerId, type Us } from '../../../contract/ids';
import type { Clock } from '../clock';
import type { Journal } from '../journal';
import type { Network } from '../network';
import { NodeClock } from '../node-clock';
import { AdminClient } from './admin-client';
import { alterTopicConfigs } from './configs';
import { deleteGroup, resetOffsets } from './groups';
import { electLeader, reassignPartition } from './leaders';
import { deleteRecords } from './records';
import { ToolFailure, type Steps } from './steps';
import { ToolCall } from './tool-call';
import { addPartitions, createTopic, deleteTopic } from './topics';

export interface ToolboxOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly network: Network;
  /** All brokers of the scenario. */
  readonly brokers: readonly BrokerId[];
  /** Before the first call: somebody new is on the network. */
  readonly onFirstCall: () => void;
}

/** default.api.timeout.ms, where the tool has no limit of its own. */
const API_TIMEOUT_US = 60 * US_PER_SECOND;
const SHORT_API_TIMEOUT_US = 30 * US_PER_SECOND;

const COMMANDS: ReadonlySet<string> = new Set<AdminCommand['type']>([
  'create-topic',
  'delete-topic',
  'add-partitions',
  'alter-topic-configs',
  'delete-records',
  'elect-leader',
  'reassign-partition',
  'reset-offsets',
  'delete-group',
]);

export const isAdmin = (command: { readonly type: string }): command is AdminCommand => COMMANDS.has(command.type);

/** Kafka's command-line tools: each call is a process of its own on the simulated network, and tells of itself. */
export class Toolbox {
  readonly #options: ToolboxOptions;
  /** Nobody pauses or kills a tool. */
  readonly #clock: NodeClock;
  readonly #bootstrap: readonly BrokerId[];
  #calls = 0;

  constructor(options: ToolboxOptions) {
    this.#options = options;
    this.#clock = new NodeClock(options.clock);
    this.#bootstrap = bootstrapOf(options.brokers);
  }

  carryOut(command: AdminCommand): void {
    if (this.#calls === 0) this.#options.onFirstCall();
    const call = ++this.#calls;
    const line = commandLine(command, this.#bootstrap);
    const tell = (state: ToolEvent['state'], error: string | null, message: string | null): void =>
      this.#options.journal.add(this.#clock.nowUs, { type: 'tool', call, state, line, error, message });
    tell('called', null, null);
    const admin = new AdminClient(this.#bootstrap, () => this.#clock.nowUs, apiTimeoutUs(command));
    const { clock: world, network } = this.#options;
    new ToolCall({ world, clock: this.#clock, network }, stepsOf(command, admin), (outcome) => {
      if (outcome instanceof ToolFailure) tell('failed', outcome.error, outcome.message);
      else tell('done', null, outcome);
    }).start();
  }
}

/** Some tools are less patient than their client. */
function apiTimeoutUs({ type }: AdminCommand): Us {
  const isShort =
    type === 'alter-topic-configs' || type === 'elect-leader' || type === 'reset-offsets' || type === 'delete-group';
  return isShort ? SHORT_API_TIMEOUT_US : API_TIMEOUT_US;
}

function stepsOf(command: AdminCommand, admin: AdminClient): Steps<string | null> {
  switch (command.type) {
    case 'create-topic':
      return createTopic(admin, command.topic);
    case 'delete-topic':
      return deleteTopic(admin, command.topic);
    case 'add-partitions':
      return addPartitions(admin, command.topic, command.partitions);
    case 'alter-topic-configs':
      return alterTopicConfigs(admin, command.topic, command.configs);
    case 'delete-records':
      return deleteRecords(admin, command.topic, command.partition, command.beforeOffset);
    case 'elect-leader':
      return electLeader(admin, command.topic, command.partition, command.election);
    case 'reassign-partition':
      return reassignPartition(admin, command.topic, command.partition, command.replicas);
    case 'reset-offsets':
      return resetOffsets(admin, command);
    case 'delete-group':
      return deleteGroup(admin, command.group);
  }
}
