import { plural } from '../plural';

const counts = new Intl.NumberFormat('en');
const bytes = (n: number): string => `${counts.format(n)} B`;
const batches = (n: number): string => `${counts.format(n)} ${plural('en', n, { one: 'batch', other: 'batches' })}`;

/** The disk of a broker: its folders and files, and how a record is found in them. Backticks set what is in them as code. */
export const disk = {
  label: 'Disk',
  broker: (id: number) => `Broker ${id}`,
  chooseBroker: 'Whose disk',
  empty: 'There is no topic yet, so there is no log to show.',
  asItIsNow: 'The disk is shown as it is now, at the end of the run, not as it was at the moment that you look at.',
  brokerDown: 'This broker is down. Its files lie on the disk; nobody reads or writes them.',
  notThere: 'The broker has no log of this partition.',
  loading: 'Reading the disk.',
  count: (n: number) => counts.format(n),
  bytes,
  size: (n: number) =>
    n < 10_240
      ? bytes(n)
      : n < 1_048_576
        ? `${Math.round(n / 1_024)} KiB`
        : `${Number((n / 1_048_576).toFixed(1))} MiB`,
  tree: {
    label: (id: number) => `log.dirs of broker ${id}`,
    folders: (n: number) => `${n} ${plural('en', n, { one: 'folder', other: 'folders' })}`,
    leader: 'leader',
    follower: 'follower',
    deletedFolder: 'to be deleted',
    goesIn: (seconds: number) => `${seconds} s`,
    goesNow: 'now',
    deletedFile: 'deleted',
  },
  log: {
    title: (start: number, end: number, size: string) => `log start ${start}, log end ${end}, ${size}`,
    segments: 'Segments',
    segment: (base: number) => `Segment ${base}`,
    active: 'active',
    gone: (logStart: number) => `gone: log start is ${logStart}`,
    unlinkedIn: (seconds: number) => `.deleted, unlinked in ${seconds} s`,
    unlinkedNow: '.deleted, unlinked at the next look',
    choose: 'Choose a segment to see its batches and their bytes.',
    enlarge: 'Enlarge the drawer to look an offset up',
    earlier: (n: number) => `${n} earlier ${plural('en', n, { one: 'segment', other: 'segments' })}`,
  },
  find: {
    label: 'Find',
    offset: 'offset',
    time: 'time',
    find: 'Find',
    what: 'What to find',
    close: 'End the look-up',
    previous: 'Previous step',
    next: 'Next step',
    steps: (step: number, of: number) => `${step} / ${of}`,
    stepOf: (step: number, of: number) => `Step ${step} of ${of}`,
    badOffset: 'An offset is a whole number from 0.',
    badTime: 'Write it as `00:12.480`, or as milliseconds since 1970.',
    gone: 'The log is not open, so nothing can be looked up in it.',
  },
  steps: {
    floor: 'Floor segment',
    floorNote: 'sorted by base offset',
    byTime: 'First segment that is late enough',
    byTimeNote: 'by its largest timestamp',
    noSegment: 'No segment has a record that is late enough.',
    above: (base: number, target: string) => `${base} > ${target}`,
    notAbove: (base: number, target: string) => `${base} ≤ ${target}`,
    chosen: (base: number, target: string) => `base ${base} ≤ ${target}`,
    early: (time: string, target: string) => `${time} < ${target}`,
    late: (time: string, target: string) => `${time} ≥ ${target}`,
    search: (file: string) => `Binary search in ${file}`,
    offsetIndexNote: 'one entry for about every 4 KiB of log',
    timeIndexNote: 'a timestamp and the offset to read from',
    emptyIndex: 'The index has no entry yet.',
    entries: (from: number, to: number, of: number) => `entries ${from} to ${to} of ${counts.format(of)}`,
    probes: 'Looks of the search',
    warm: 'The first look asks whether it is in the last 8 KiB of the index: that part is nearly always in memory.',
    startAt: (byte: number) => `answer: start reading at byte ${counts.format(byte)}`,
    startOfSegment: 'answer: all entries are above it, so start at byte 0',
    searchFrom: (offset: number) => `answer: go on from offset ${offset}`,
    searchFromStart: 'answer: all entries are later, so go on from the start of the segment',
    onDisk: 'on disk',
    scan: (file: string) => `Short scan in ${file}`,
    scanNote: (byte: number, n: number) => `from byte ${counts.format(byte)}, ${batches(n)}`,
    skipped: (n: number) => `${batches(n)} before`,
    scanOffset: (target: string) => `read each batch header, skip by batchLength until lastOffset ≥ ${target}`,
    scanTime: (target: string) => `read each batch header, skip by batchLength until maxTimestamp ≥ ${target}`,
    where: (byte: number, size: number) => `@${counts.format(byte)}, ${bytes(size)}`,
    notFound: 'The segment ends without it.',
  },
  told: {
    reader: 'What the reader gets',
    retention: 'What retention did',
    retentionWill: 'What retention does',
    batch: (byte: number) => `Fetch answers from byte \`${counts.format(byte)}\`, the start of the batch.`,
    onFollower: (byte: number, leader: number) =>
      `Consumers fetch from the leader, broker ${leader}. Here the same batch begins at byte \`${counts.format(byte)}\`.`,
    onFollowerAlone: (byte: number) =>
      `There is no leader to fetch from now. Here the batch begins at byte \`${counts.format(byte)}\`.`,
    skipsNone: 'Kafka hands out whole batches; this one begins with what was asked for.',
    skips: (from: number, to: number) =>
      `Kafka hands out whole batches; the client skips ${
        from === to ? `\`${from}\`` : to === from + 1 ? `\`${from}\` and \`${to}\`` : `\`${from}\` to \`${to}\``
      }.`,
    beforeStart: (logStart: number) =>
      `Fetch answers \`OFFSET_OUT_OF_RANGE\`: the log starts at \`${logStart}\`. The client goes where \`auto.offset.reset\` says.`,
    beyondEnd: (logEnd: number) =>
      `Fetch answers \`OFFSET_OUT_OF_RANGE\`: the log ends at \`${logEnd}\`. The client goes where \`auto.offset.reset\` says.`,
    atEnd: (logEnd: number) =>
      `Nothing is there yet: \`${logEnd}\` is the offset that the next record gets. Fetch waits for it, up to \`max_wait_ms\`.`,
    notYet: (offset: number, hw: number) =>
      `Not yet \`${offset}\`: the high watermark is \`${hw}\`, and consumers get only what is below it.`,
    compacted: (offset: number, byte: number, next: number) =>
      `\`${offset}\` has been compacted away. Fetch answers from byte \`${counts.format(byte)}\`, the next batch, which begins with \`${next}\`.`,
    time: (offset: number) =>
      `ListOffsets answers \`${offset}\`: the first record whose timestamp is not before the time. The reader fetches from there.`,
    noTime: (logEnd: number) =>
      `ListOffsets answers \`-1\`: no record is that late. \`kafka-consumer-groups.sh --to-datetime\` then takes the log end, \`${logEnd}\`.`,
    bySize: (segment: number, limit: number, left: number) =>
      `\`retention.bytes=${limit}\`. Without segment \`${segment}\` there are ${bytes(left)} left, not less than the limit, so it could go.`,
    bySizeUnknown: (segment: number) =>
      `Segment \`${segment}\` went by \`retention.bytes\`: without it the log still had as many bytes as the limit asks for.`,
    byTime: (segment: number, limit: number) =>
      `\`retention.ms=${limit}\`. Even the newest record of segment \`${segment}\` was older than that, so the whole segment went.`,
    byLogStart: (segment: number, logStart: number) =>
      `Records were deleted up to \`${logStart}\`. Segment \`${segment}\` had nothing at or behind it, so it went.`,
    compact:
      '`cleanup.policy=compact`: nothing goes for its age or for the size of the log. The cleaner keeps the last record of each key.',
    nothing: (limits: string) =>
      limits === ''
        ? 'Nothing goes: neither the age nor the size of the log is limited.'
        : `Nothing has gone yet. Whole segments go, oldest first: \`${limits}\`.`,
  },
  file: {
    download: 'Download',
    downloadThe: (name: string) => `Download ${name}`,
    saved: (name: string) => `${name} was handed to the browser.`,
    savedInFrame: (name: string) =>
      `${name} was handed to the browser. If nothing was saved, the frame that this page stands in does not allow downloads.`,
    failed: 'The file is not there any more.',
    gone: 'The file is not there any more.',
    empty: 'The file is empty.',
    batches: (name: string) => `Batches of ${name}`,
    entries: (name: string) => `Entries of ${name}`,
    text: (name: string) => `Text of ${name}`,
    bytes: (name: string) => `Bytes of ${name}`,
    firstOf: (shown: number, of: number) => `${counts.format(shown)} of ${counts.format(of)}`,
    more: (n: number) => `Show ${counts.format(n)} more`,
    position: 'byte',
    offsets: 'offsets',
    size: 'size',
    maxTime: 'largest timestamp',
    records: 'records',
    batch: 'Batch',
    slot: 'entry',
    offset: 'offset',
    time: 'timestamp',
    leadsToByte: 'byte of the .log',
    leadsToOffset: 'offset to read from',
    onDisk: 'on disk',
    preallocated: 'The file is as large as the index may become; behind the entries there are zeros.',
  },
  batch: {
    title: (from: number, to: number) => `Record batch ${from} to ${to}`,
    note: 'Bytes 0 to 20 are outside the CRC: the broker writes the base offset and the leader epoch in place.',
    fields: 'Fields of the batch',
    fieldsHint: 'The arrow keys go from field to field.',
    records: 'Records',
    bytes: (n: number) => bytes(n),
    moreBytes: (n: number) => `Show ${counts.format(n)} more bytes`,
    moreRecords: (n: number) => `Show ${counts.format(n)} more`,
    compressed: (codec: string) =>
      `The records are compressed with ${codec} as one piece, so their fields do not stand among the bytes.`,
    noKey: 'no key',
    tombstone: 'no value: a tombstone',
    key: 'key',
    value: 'value',
    headers: 'headers',
    noHeaders: 'none',
    timestamp: 'timestamp',
    internal: 'what it says',
    gone: 'The batch is not there any more.',
    choose: 'Choose a batch to see its bytes.',
  },
};
