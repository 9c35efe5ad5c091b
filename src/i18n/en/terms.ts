import type { TermId } from '../terms';

/** What each term is called and means, in one sentence or two. */
export const terms: Readonly<Record<TermId, { readonly name: string; readonly means: string }>> = {
  topic: { name: 'topic', means: 'A named stream of records, cut into partitions.' },
  partition: {
    name: 'partition',
    means: 'One of the logs of a topic: records in it have an order, and numbers from 0.',
  },
  record: { name: 'record', means: 'What is written and read: a value, and if one likes a key, headers and a time.' },
  key: {
    name: 'key',
    means: 'A part of the record by which the client chooses the partition, and compaction the records to keep.',
  },
  value: { name: 'value', means: 'The payload of a record; to Kafka it is only bytes.' },
  broker: { name: 'broker', means: 'One Kafka server: it keeps replicas on its disk and answers clients.' },
  cluster: { name: 'cluster', means: 'Brokers that work together and share their metadata.' },
  leader: { name: 'leader', means: 'The replica of a partition that takes all writes, and by default all reads.' },
  follower: { name: 'follower', means: 'A replica that copies the leader’s log by fetching from it.' },
  replica: { name: 'replica', means: 'A copy of a partition’s log on one broker; one of them is the leader.' },
  'replication-factor': { name: 'replication factor', means: 'How many replicas each partition of a topic has.' },
  isr: { name: 'ISR', means: 'In-sync replicas: the leader, and the followers that keep up with it.' },
  'high-watermark': {
    name: 'high watermark',
    means: 'The offset below which every replica in the ISR has the records; consumers read no further.',
  },
  'log-end-offset': { name: 'log end offset', means: 'The offset that the next record of a replica will get.' },
  'log-start-offset': {
    name: 'log start offset',
    means: 'The first offset that is still in the log: what stood before was deleted.',
  },
  offset: { name: 'offset', means: 'The number of a record in its partition.' },
  'committed-offset': {
    name: 'committed offset',
    means: 'The offset of the next record that a group will read; it is kept in the cluster.',
  },
  commit: { name: 'commit', means: 'A group writes down how far it has read.' },
  position: { name: 'position', means: 'The offset that a consumer will fetch next; only it knows.' },
  lag: {
    name: 'lag',
    means: 'How many records of a partition a group has not read yet: high watermark less committed offset.',
  },
  producer: { name: 'producer', means: 'A program that writes records.' },
  consumer: { name: 'consumer', means: 'A program that reads records.' },
  'consumer-group': {
    name: 'consumer group',
    means: 'Consumers with one group id: each partition is read by one of them.',
  },
  member: { name: 'member', means: 'A consumer that has joined a group.' },
  generation: {
    name: 'generation',
    means: 'A number that grows with each rebalance; requests with an older one are refused.',
  },
  rebalance: { name: 'rebalance', means: 'A group deals out its partitions anew, because a member came or went.' },
  coordinator: {
    name: 'coordinator',
    means: 'The broker that keeps a group: who is in it, and what it has committed.',
  },
  assignor: {
    name: 'assignor',
    means: 'The rule by which a group deals out its partitions; one of the members carries it out.',
  },
  heartbeat: { name: 'heartbeat', means: 'A short request by which a member says that it is alive.' },
  'session-timeout': {
    name: 'session timeout',
    means: 'After so long without a heartbeat the coordinator takes a member for dead.',
  },
  acks: { name: 'acks', means: 'What a producer waits for: 0 nothing, 1 the leader, all every replica in the ISR.' },
  'min-insync-replicas': {
    name: 'min.insync.replicas',
    means: 'With fewer replicas in the ISR than this, writes with acks=all are refused.',
  },
  'leader-epoch': {
    name: 'leader epoch',
    means: 'A number that grows with each new leader of a partition: it tells old leaders from the present one.',
  },
  'unclean-election': {
    name: 'unclean leader election',
    means: 'A replica that was not in the ISR becomes leader: the partition lives, and records are lost.',
  },
  elr: {
    name: 'ELR',
    means: 'Eligible leader replicas: out of the ISR, and still known to hold every committed record.',
  },
  controller: {
    name: 'controller',
    means: 'The node that decides who leads which partition, and writes that into the metadata log.',
  },
  kraft: {
    name: 'KRaft',
    means: 'Kafka’s own Raft: the controllers keep the metadata log in step, without ZooKeeper.',
  },
  'metadata-log': {
    name: 'metadata log',
    means: 'The log `__cluster_metadata`, in which every change of topics, partitions and brokers is a record.',
  },
  segment: {
    name: 'segment',
    means: 'A piece of a partition’s log: one .log file and its indexes. Only the last one is written to.',
  },
  index: { name: 'index', means: 'A small file that says at which byte of the .log an offset is to be looked for.' },
  'time-index': { name: 'time index', means: 'A small file that leads from a timestamp to an offset.' },
  retention: {
    name: 'retention',
    means: 'The rule by which whole old segments are deleted, for their age or the size of the log.',
  },
  compaction: { name: 'compaction', means: 'Cleaning that keeps at least the last record of each key.' },
  tombstone: { name: 'tombstone', means: 'A record with a key and no value: compaction may then forget the key.' },
  'record-batch': { name: 'record batch', means: 'Records that travel and are stored together, under one header.' },
  'idempotent-producer': {
    name: 'idempotent producer',
    means: 'A producer whose repeated batches the broker knows by their number, and takes once.',
  },
  'producer-id': { name: 'producer id', means: 'The number that the cluster gives an idempotent producer.' },
  sequence: {
    name: 'sequence number',
    means: 'Counts the records of one producer in one partition, so that a repetition is recognised.',
  },
  'log-dirs': {
    name: 'log.dirs',
    means: 'The folders in which a broker keeps its logs: each partition has a folder there.',
  },
  'preferred-leader': {
    name: 'preferred leader',
    means: 'The first replica of a partition’s assignment: it is to lead when all is well.',
  },
  reassignment: {
    name: 'reassignment',
    means: 'A partition moves to other brokers: the new replicas catch up, then the old ones go.',
  },
  fencing: {
    name: 'fencing',
    means: 'A broker that the controller has not heard of leads nothing until it is heard of again.',
  },
  truncation: {
    name: 'truncation',
    means: 'A replica cuts off the end of its log where it differs from its leader’s.',
  },
  partitioner: { name: 'partitioner', means: 'The part of a client that chooses the partition of a record.' },
  'at-least-once': { name: 'at least once', means: 'Nothing is left out; after a crash something may be done twice.' },
  'at-most-once': { name: 'at most once', means: 'Nothing is done twice; after a crash something may be left out.' },
};
