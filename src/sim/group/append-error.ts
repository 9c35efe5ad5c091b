import { ERROR } from '../protocol/errors';

/** What a client is told when the record of its group could not be stored (`appendGroupMetadataErrorToResponseError`). */
export function groupAppendError(errorCode: number): number {
  switch (errorCode) {
    case ERROR.UNKNOWN_TOPIC_OR_PARTITION:
    case ERROR.NOT_ENOUGH_REPLICAS:
    case ERROR.REQUEST_TIMED_OUT:
      return ERROR.COORDINATOR_NOT_AVAILABLE;
    case ERROR.NOT_LEADER_OR_FOLLOWER:
    case ERROR.KAFKA_STORAGE_ERROR:
      return ERROR.NOT_COORDINATOR;
    case ERROR.MESSAGE_TOO_LARGE:
    case ERROR.RECORD_LIST_TOO_LARGE:
    case ERROR.INVALID_FETCH_SIZE:
      return ERROR.UNKNOWN_SERVER_ERROR;
    default:
      return errorCode;
  }
}

/** The same for offsets. */
export function commitAppendError(errorCode: number): number {
  const answer = groupAppendError(errorCode);
  return answer === ERROR.UNKNOWN_SERVER_ERROR && errorCode !== ERROR.UNKNOWN_SERVER_ERROR
    ? ERROR.INVALID_COMMIT_OFFSET_SIZE
    : answer;
}
