import type { CardBox, CaseBox, ShelfBox } from './boxes';

/** What a leg connects. On the phone a broker is its shelves alone. */
export interface Ends {
  readonly fromCard: CardBox | null;
  readonly toCard: CardBox | null;
  readonly fromCase: CaseBox | null;
  readonly toCase: CaseBox | null;
  readonly fromShelf: ShelfBox | null;
  readonly toShelf: ShelfBox | null;
}
