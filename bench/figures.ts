/** What the bench measures. `virtualPerReal` and the like are also the keys of its JSON line. */
export interface Figures {
  /** Virtual seconds in a real second, in the lesson's scenario with its programs running. */
  readonly virtualPerReal: number;
  /** Records a second of a KafkaJS program in the sandbox, divided by those of KafkaJS in plain Node. */
  readonly kafkajsRatio: number;
  /** Script milliseconds a frame with 1,000 messages in flight. */
  readonly frameMs1000: number;
  readonly frameMs10000: number;
  /** Records of 100 bytes a second that the engine alone takes in, in Node on one core: RF 3, acks=all. */
  readonly engineRecordsPerSecond: number;
  /** Cost of an event with 50 brokers, 1,000 partitions, 100 consumers, divided by that with 3, 3, 3. */
  readonly eventCostGrowth: number;
  /** JavaScript of the first paint, gzip. */
  readonly firstPaintKiB: number;
  /** JavaScript of the running stage without the editor, workers included, gzip. */
  readonly stageKiB: number;
}

interface Aim {
  readonly means: string;
  readonly aim: number;
  readonly better: 'more' | 'less';
}

const AIMS: Readonly<Record<keyof Figures, Aim>> = {
  virtualPerReal: { means: 'virtual seconds a real second', aim: 100, better: 'more' },
  kafkajsRatio: { means: 'KafkaJS records a second, sandbox : plain Node', aim: 0.8, better: 'more' },
  frameMs1000: { means: 'script ms a frame, 1,000 messages in flight', aim: 0.5, better: 'less' },
  frameMs10000: { means: 'script ms a frame, 10,000 messages in flight', aim: 2, better: 'less' },
  engineRecordsPerSecond: { means: 'records a second, engine alone, acks=all', aim: 1_000_000, better: 'more' },
  eventCostGrowth: { means: 'cost an event, 50x1,000x100 : 3x3x3', aim: 1.5, better: 'less' },
  firstPaintKiB: { means: 'KiB of JavaScript for first paint, gzip', aim: 40, better: 'less' },
  stageKiB: { means: 'KiB of JavaScript for the running stage, gzip', aim: 400, better: 'less' },
};

/** The figures as lines for a person, each beside its aim. */
export function table(figures: Figures): string {
  const rows = Object.entries(AIMS).map(([key, { means, aim, better }]) => {
    const value = figures[key as keyof Figures];
    const met = better === 'more' ? value >= aim : value <= aim;
    const bound = `${better === 'more' ? 'at least' : 'at most'} ${aim}`;
    return `${means.padEnd(50)}${format(value).padStart(10)}   ${bound.padEnd(14)} ${met ? 'met' : 'missed'}`;
  });
  return rows.join('\n');
}

/** Three significant digits, or all digits before the point. */
export function format(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value.toPrecision(3);
}
