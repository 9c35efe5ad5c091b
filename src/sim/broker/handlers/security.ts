import { ERROR } from '../../protocol/errors';
import type { RequestNamed, ResponseNamed } from '../../protocol/registry';
import { reply, type Handler } from '../handler';

const NO_AUTHORIZER = 'No Authorizer is configured on the broker';

/** A broker without an authorizer says so. Kafka: AclApis. */
export const handleDescribeAcls: Handler<RequestNamed<'DescribeAcls'>, ResponseNamed<'DescribeAcls'>> = () =>
  reply({ errorCode: ERROR.SECURITY_DISABLED, errorMessage: NO_AUTHORIZER, resources: [] });

/** A listener without SASL has no mechanisms. Kafka: KafkaApis.handleSaslHandshakeRequest. */
export const handleSaslHandshake: Handler<RequestNamed<'SaslHandshake'>, ResponseNamed<'SaslHandshake'>> = () =>
  reply({ errorCode: ERROR.ILLEGAL_SASL_STATE, mechanisms: [] });
