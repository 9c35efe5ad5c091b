import type { SimEventBody } from '../../contract/event';
import type { Controller } from '../controller/controller';
import type { Init } from '../protocol/api';

/** An API that only the active controller carries out; what happened is pushed to `events`. */
export type ControllerHandler<Request, Response> = (
  controller: Controller,
  request: Request,
  events: SimEventBody[],
) => Init<Response>;
