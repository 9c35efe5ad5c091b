import { Buffer } from 'buffer/index.js';
import { realm } from './realm-of-this-worker';

/** Names that KafkaJS, and what it is built on, take from Node's global scope; the build puts them in. */
export const setTimeout = realm.timers.setTimeoutForKafkajs;
export const setInterval = realm.timers.setIntervalForKafkajs;
export const { process } = realm;
export { Buffer };
