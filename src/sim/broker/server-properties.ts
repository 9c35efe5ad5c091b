import { BROKER_PORT, brokerHost, CONTROLLER_PORT, type BrokerId } from '../../contract/ids';
import type { RawConfigs } from '../config/broker-configs';
import { LOG_DIR } from './node-disk';

export interface ServerProperties {
  readonly id: BrokerId;
  readonly rack: string | null;
  /** What it tells clients to connect to. */
  readonly listener: { readonly host: string; readonly port: number };
  readonly voters: readonly BrokerId[];
}

/** What one's own server.properties has beside the settings that all brokers share. */
export function serverProperties({ id, rack, listener, voters }: ServerProperties): RawConfigs {
  const isController = voters.includes(id);
  return {
    'node.id': String(id),
    'process.roles': isController ? 'broker,controller' : 'broker',
    listeners: `PLAINTEXT://:${BROKER_PORT}${isController ? `,CONTROLLER://:${CONTROLLER_PORT}` : ''}`,
    'advertised.listeners': `PLAINTEXT://${listener.host}:${listener.port}`,
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': voters.map((voter) => `${voter}@${brokerHost(voter)}:${CONTROLLER_PORT}`).join(','),
    'log.dirs': LOG_DIR,
    ...(rack === null ? {} : { 'broker.rack': rack }),
  };
}
