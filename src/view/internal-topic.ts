/** Topics that Kafka keeps for itself, `__consumer_offsets` and its like, are known by their name. */
export const isInternalTopic = (topic: string): boolean => topic.startsWith('__');
