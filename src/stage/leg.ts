import type { EndpointId } from '../contract/ids';

/** From where to where: messages of one leg fly the same way. */
export interface Leg {
  readonly key: string;
  readonly from: EndpointId;
  readonly to: EndpointId;
  /** Whose shelf it leaves or reaches; null: it is for the broker as a whole. */
  readonly shelf: string | null;
  /** Records fly along other ways than slips. */
  readonly records: boolean;
}
