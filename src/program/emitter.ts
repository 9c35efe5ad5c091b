/// <reference path="./untyped.d.ts" />
/** Node's EventEmitter from npm: the one that KafkaJS gets, too. */
export { EventEmitter, default as events } from 'events/events.js';
