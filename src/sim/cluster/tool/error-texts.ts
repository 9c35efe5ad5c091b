import type { ErrorName } from '../../protocol/errors';

/** What Kafka's clients say of an error code that comes without words, where a tool can meet it. Kafka: Errors. */
export const ERROR_TEXTS: Readonly<Partial<Record<ErrorName, string>>> = {
  UNKNOWN_SERVER_ERROR: 'The server experienced an unexpected error when processing the request.',
  OFFSET_OUT_OF_RANGE: 'The requested offset is not within the range of offsets maintained by the server.',
  UNKNOWN_TOPIC_OR_PARTITION: 'This server does not host this topic-partition.',
  INVALID_TOPIC_EXCEPTION: 'The request attempted to perform an operation on an invalid topic.',
  REQUEST_TIMED_OUT: 'The request timed out.',
  POLICY_VIOLATION: 'Request parameters do not satisfy the configured policy.',
  OFFSET_METADATA_TOO_LARGE: 'The metadata field of the offset request was too large.',
  INVALID_COMMIT_OFFSET_SIZE: 'The committing offset data size is not valid.',
  INVALID_GROUP_ID: 'The group id is invalid.',
  ILLEGAL_GENERATION: 'Specified group generation id is not valid.',
  UNKNOWN_MEMBER_ID: 'The coordinator is not aware of this member.',
  NON_EMPTY_GROUP: 'The group is not empty.',
  GROUP_ID_NOT_FOUND: 'The group id does not exist.',
};
