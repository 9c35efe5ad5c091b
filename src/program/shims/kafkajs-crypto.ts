import { realm } from '../realm-of-this-worker';
import { cryptoModule } from './crypto';

/** `crypto` for KafkaJS itself, which takes it for SCRAM alone. */
export default cryptoModule(realm.random, realm.crypto);
