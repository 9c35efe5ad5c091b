import { parseArgs } from 'node:util';
import { Complaint } from './complaint';
import { readScenario, THREE_BROKERS } from './scenario-file';
import { PORT_MAX } from './listeners';
import { startBrokers, type BrokersOptions } from './start-brokers';

const SEED_MAX = 0xffff_ffff;

const USAGE = `Simulated Kafka brokers on loopback TCP, for clients of any kind.

  npm run brokers -- [--scenario FILE] [--seed N] [--port-base P]

  --scenario FILE  YAML or JSON: brokers, links, topics, config. Three brokers without topics when left out.
  --seed N         seed of all chance in the cluster. 1 when left out.
  --port-base P    port of the first broker; the others have the next ones. Free ports when left out.

Prints one line, bootstrap.servers=…, when the brokers are ready, and runs until it is interrupted.`;

/** The tool `npm run brokers`. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    const options = parse(args);
    if (options === null) {
      console.log(USAGE);
      return;
    }
    const brokers = await startBrokers(options);
    const stop = (): void => void brokers.stop();
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    console.log(`bootstrap.servers=${brokers.bootstrap}`);
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** Null: help is wanted. */
function parse(args: readonly string[]): BrokersOptions | null {
  const values = valuesOf(args);
  if (values.help === true) return null;
  const { scenario } = values;
  return {
    scenario: scenario === undefined ? THREE_BROKERS : readScenario(scenario),
    seed: whole('seed', values.seed, 0, SEED_MAX) ?? 1,
    ...optional('portBase', whole('port-base', values['port-base'], 1, PORT_MAX)),
  };
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        scenario: { type: 'string' },
        seed: { type: 'string' },
        'port-base': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new Complaint(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function whole(name: string, text: string | undefined, min: number, max: number): number | null {
  if (text === undefined) return null;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  throw new Complaint(`--${name} must be a whole number from ${min} to ${max}, not ${text}.`);
}

function optional(name: 'portBase', value: number | null): Pick<BrokersOptions, 'portBase'> {
  return value === null ? {} : { [name]: value };
}
