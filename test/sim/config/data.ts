import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrokerConfigLayers } from '../../../src/sim/config/broker-configs';

/** Lines of a table of what the real Kafka says, split at the tabs. */
export function rowsOf(file: string): string[][] {
  return readFileSync(join(import.meta.dirname, 'data', file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
}

interface Settings extends Partial<BrokerConfigLayers> {
  readonly topic?: Record<string, string>;
  readonly current?: Record<string, string>;
}

/** What was set in a case. Each broker has besides what a combined node needs. */
export function settingsOf(json: string) {
  const {
    static: own,
    dynamicDefault = {},
    dynamicBroker = {},
    topic = {},
    current = {},
  } = JSON.parse(json) as Settings;
  const node = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'broker.id': '1',
    'controller.listener.names': 'CONTROLLER',
    listeners: 'PLAINTEXT://:9092,CONTROLLER://:9093',
    'controller.quorum.voters': '1@localhost:9093',
  };
  return { layers: { static: { ...node, ...own }, dynamicDefault, dynamicBroker }, topic, current };
}
