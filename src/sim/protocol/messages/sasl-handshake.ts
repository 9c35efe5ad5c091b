/*
 * [17] SaslHandshake REQ v0-1 flex none:
 *   mechanism:string
 * [17] SaslHandshake RES v0-1 flex none:
 *   errorCode:int16; mechanisms:[string]
 */
import { defineApi } from '../api';
import { array, int16, string } from '../field';

export const saslHandshake = defineApi({
  key: 17,
  name: 'SaslHandshake',
  versions: [0, 1],
  flexibleFrom: null,
  request: { mechanism: string() },
  response: { errorCode: int16(), mechanisms: array(string()) },
});
