/** A piece of standing text: an HTML element over the canvas. */
export interface Label {
  /** Unique, and the same for the same thing from one moment to the next. */
  readonly key: string;
  /** Where it starts, ends or has its middle, and its baseline. */
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Font size of the line in px. */
  readonly size: 11 | 12 | 13;
  readonly parts: readonly Part[];
  /** What it stands on: it keeps lines away from its letters in that colour. */
  readonly ground: 'paper' | 'raised';
  /** Px that it may be long; then it ends in an ellipsis. */
  readonly room?: number;
  /** Slides when it moves, with the mark that it belongs to. */
  readonly slides?: boolean;
  /** Its letters stand a little closer. */
  readonly tight?: boolean;
}

export interface Part {
  readonly text: string;
  readonly style: PartStyle;
  /** Drawn before the text: not every face has such a letter. */
  readonly icon?: 'cross' | 'pause';
}

/** Each is a class of stage.css. */
export type PartStyle =
  | 'title'
  | 'title-soft'
  | 'strong'
  | 'soft'
  | 'faint'
  | 'fault'
  | 'accent'
  | 'mono'
  | 'mono-soft'
  | 'mono-faint'
  | 'mono-strong'
  | 'mono-accent'
  | 'mono-fault'
  | 'tag-leader'
  | 'tag-follower'
  | 'tag-fault'
  // Without text: a copy that is there, a copy that is not, a state's circle.
  | 'copy-here'
  | 'copy-missing'
  | 'state';

export const part = (style: PartStyle, text = '', icon?: Part['icon']): Part =>
  icon === undefined ? { style, text } : { style, text, icon };

/** Px that text of this style takes, nearly: for what must not be written over each other. Overestimates a little. */
export const widthOf = (parts: readonly Part[], size: number): number =>
  parts.reduce((sum, { text, style, icon }) => {
    const letter = style.startsWith('mono') ? 0.6 : 0.58;
    const around = style.startsWith('tag') ? 16 : style === 'copy-here' || style === 'copy-missing' ? 9 : 0;
    return sum + text.length * letter * size + around + (icon === undefined ? 0 : 12);
  }, 0);
