import * as v from 'valibot';
import { US_PER_SECOND } from '../../contract/ids';
import type { Scenario } from '../../contract/scenario';
import { configs, count, described, faultEntries, faultOf, id, nodeId, topicSchema } from './command-schema';

const seconds = v.pipe(v.number(), v.minValue(0));

/** As contract/scenario.ts has it; the id is the lesson's. */
export const scenarioSchema = v.strictObject({
  brokers: described(
    v.array(
      v.strictObject({
        id: described(nodeId, 'node.id of the broker'),
        rack: v.exactOptional(described(v.string(), 'rack of the broker')),
        diskBytesPerSecond: v.exactOptional(
          described(count, 'bytes a second that its disk writes; no limit when absent'),
        ),
        networkBytesPerSecond: v.exactOptional(
          described(count, 'bytes a second that its network card sends, and receives; no limit when absent'),
        ),
      }),
    ),
    'the brokers',
  ),
  controllerId: v.exactOptional(described(nodeId, 'active controller at the start; the lowest id when absent')),
  controllers: v.exactOptional(described(v.array(nodeId), 'brokers that may be active controller; all when absent')),
  links: described(
    v.strictObject({
      clientUs: described(count, 'one-way latency between program and broker, in microseconds'),
      brokerUs: described(count, 'one-way latency between brokers, in microseconds'),
    }),
    'latencies of the links',
  ),
  topics: described(v.array(topicSchema), 'topics that exist at the start'),
  config: v.exactOptional(described(configs, "broker configuration by Kafka's names, values as text")),
  schedules: v.exactOptional(
    described(
      v.record(
        id,
        v.array(
          v.strictObject({
            afterSeconds: described(seconds, 'virtual seconds after the schedule began'),
            ...faultEntries,
          }),
        ),
      ),
      'faults by the name of the schedule; nothing of it happens before start-schedule',
    ),
  ),
});

/** The scenario as the contract has it: does not compile when schema and contract part ways. */
export function toScenario(lessonId: string, file: v.InferOutput<typeof scenarioSchema>): Scenario {
  const { schedules, ...rest } = file;
  const scenario: Scenario = { id: lessonId, ...rest };
  if (schedules === undefined) return scenario;
  const made = Object.entries(schedules).map(([name, lines]) => {
    const faults = lines.flatMap((line) => {
      const command = faultOf(line);
      return command === null ? [] : [{ afterUs: Math.round(line.afterSeconds * US_PER_SECOND), command }];
    });
    return [name, faults.sort((a, b) => a.afterUs - b.afterUs)] as const;
  });
  return { ...scenario, schedules: Object.fromEntries(made) };
}
