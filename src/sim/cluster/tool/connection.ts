import { TOOL_ENDPOINT, US_PER_MS, type BrokerId } from '../../../contract/ids';
import { Peer, type PeerOptions } from '../../broker/peer';
import type { ResponseNamed } from '../../protocol/registry';
import { apiByName, type ApiName } from '../../protocol/registry';
import type { Ask } from './steps';

/** request.timeout.ms and socket.connection.setup.timeout.ms of Kafka's clients. */
const REQUEST_TIMEOUT_US = 30_000 * US_PER_MS;
const CONNECT_TIMEOUT_US = 10_000 * US_PER_MS;

const SOFTWARE = { clientSoftwareName: 'apache-kafka-java', clientSoftwareVersion: '4.2.1' };

type Versions = ReadonlyMap<number, number>;

/** What an ask comes to: the body of the answer, nobody answered, or the broker does not know the API. */
export type Answered = { readonly body: unknown } | 'no-answer' | 'not-served';

/** A tool's connection to one broker: which versions it speaks is asked first, as Kafka's NetworkClient does. */
export class ToolConnection {
  readonly #peer: Peer;
  #versions: Versions | null = null;

  constructor(options: Pick<PeerOptions, 'world' | 'clock' | 'network' | 'clientId'>, to: BrokerId) {
    const timeouts = { timeoutUs: REQUEST_TIMEOUT_US, connectTimeoutUs: CONNECT_TIMEOUT_US };
    this.#peer = new Peer({ ...options, ...timeouts, from: TOOL_ENDPOINT, to });
  }

  ask(ask: Ask, onDone: (answered: Answered) => void): void {
    if (this.#versions !== null) return this.#ask(ask, this.#versions, onDone);
    const api = apiByName('ApiVersions');
    this.#peer.request(api, api.advertised[1], SOFTWARE, (response) => {
      if (response === null) return onDone('no-answer');
      this.#versions = newestVersions(response);
      this.#ask(ask, this.#versions, onDone);
    });
  }

  close(): void {
    this.#peer.close();
  }

  #ask(
    { api: name, body, maxVersion = Infinity }: Ask,
    versions: Versions,
    onDone: (answered: Answered) => void,
  ): void {
    const api = apiByName(name);
    const newest = versions.get(api.key);
    if (newest === undefined) return onDone('not-served');
    this.#peer.request<ApiName>(api, Math.min(newest, api.advertised[1], maxVersion), body, (response) => {
      // The next one opens a connection again, to a broker that may be another by then.
      if (response === null) this.#versions = null;
      onDone(response === null ? 'no-answer' : { body: response });
    });
  }
}

const newestVersions = ({ apiKeys }: ResponseNamed<'ApiVersions'>): Versions =>
  new Map(apiKeys.map(({ apiKey, maxVersion }) => [apiKey, maxVersion]));
