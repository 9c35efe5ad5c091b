import { ERROR } from '../../protocol/errors';
import type { RequestNamed, ResponseNamed } from '../../protocol/registry';
import { reply, type Handler } from '../handler';

const NO_AUTHORIZER = 'No Authorizer is configured on the broker';
const NOTHING_TO_CHANGE = 'No Authorizer is configured.';

/** A broker without an authorizer says so. Kafka: AclApis. */
export const handleDescribeAcls: Handler<RequestNamed<'DescribeAcls'>, ResponseNamed<'DescribeAcls'>> = () =>
  reply({ errorCode: ERROR.SECURITY_DISABLED, errorMessage: NO_AUTHORIZER, resources: [] });

export const handleCreateAcls: Handler<RequestNamed<'CreateAcls'>, ResponseNamed<'CreateAcls'>> = (
  _broker,
  _call,
  { creations },
) => reply({ results: creations.map(() => ({ errorCode: ERROR.SECURITY_DISABLED, errorMessage: NOTHING_TO_CHANGE })) });

export const handleDeleteAcls: Handler<RequestNamed<'DeleteAcls'>, ResponseNamed<'DeleteAcls'>> = (
  _broker,
  _call,
  { filters },
) =>
  reply({
    filterResults: filters.map(() => ({ errorCode: ERROR.SECURITY_DISABLED, errorMessage: NOTHING_TO_CHANGE })),
  });

/** A listener without SASL has no mechanisms. Kafka: KafkaApis.handleSaslHandshakeRequest. */
export const handleSaslHandshake: Handler<RequestNamed<'SaslHandshake'>, ResponseNamed<'SaslHandshake'>> = () =>
  reply({ errorCode: ERROR.ILLEGAL_SASL_STATE, mechanisms: [] });
