import { Rectangle, Texture, TextureSource } from 'pixi.js';
import { drawBook, lookKey, type BookLook } from './book-art';
import { mix, toText } from './colour';
import { keyColour, type Palette } from './palette';

/** Px a side of a sheet. */
const SHEET = 512;
const AIR = 2;

/**
 * Small pictures that are drawn again and again, each baked when it is first wanted, at the device's scale, letter
 * included. Sheets fill from left to right and from top to bottom; a new theme starts them anew.
 */
export class Atlas {
  private readonly pictures = new Map<string, Texture>();
  private readonly sheets: Sheet[] = [];

  constructor(
    private readonly palette: Palette,
    private readonly scale: number,
  ) {}

  /** Bakes all heights that a book of its kind may have along with it: each upload is a whole sheet. */
  book(look: BookLook, heights: { readonly from: number; readonly to: number }): Texture {
    const known = this.pictures.get(lookKey(look));
    if (known !== undefined) return known;
    for (let height = heights.from; height <= heights.to; height += 1) this.bake({ ...look, height });
    return this.bake(look);
  }

  /** A short text on paper: how many records or messages fly here. */
  count(text: string): Texture {
    const width = Math.ceil(text.length * 6.6) + 8;
    return this.picture(`count ${text}`, width, 14, (context) => {
      context.fillStyle = toText(this.palette.rgb.paper);
      context.beginPath();
      context.roundRect(0, 0, width, 14, 3);
      context.fill();
      context.font = `600 11px ${this.palette.mono}`;
      context.textAlign = 'center';
      context.fillStyle = toText(this.palette.rgb.ink2);
      context.fillText(text, width / 2, 11);
    });
  }

  /** Call slip: a request without records. With a tick: an acknowledgement; with a cross: a refusal. */
  slip(mark: 'slip' | 'ack' | 'refusal'): Texture {
    return this.picture(`slip ${mark}`, 12, 10, (context) => {
      const { raised, ink2, fault } = this.palette.rgb;
      context.fillStyle = toText(raised);
      context.strokeStyle = toText(mark === 'refusal' ? fault : ink2);
      context.lineWidth = 1;
      context.lineCap = 'round';
      context.lineJoin = 'round';
      context.beginPath();
      context.roundRect(0.5, 0.5, 11, 9, 1);
      context.fill();
      context.stroke();
      context.beginPath();
      if (mark === 'ack') context.stroke(new Path2D('M3.5 5.1l1.8 1.9 3.2-3.8'));
      else if (mark === 'refusal') context.stroke(new Path2D('M4 3l4 4m0-4l-4 4'));
      else context.stroke(new Path2D('M3 3.5h6M3 6.5h3.5'));
    });
  }

  /** A book that lies flat: it waits for the disk. */
  flatBook(key: number): Texture {
    return this.picture(`flat ${key}`, 20, 6, (context) => {
      const colour = keyColour(this.palette, key);
      context.fillStyle = toText(colour);
      context.strokeStyle = toText(mix(colour, 0.55, this.palette.rgb.edge));
      context.lineWidth = 1;
      context.beginPath();
      context.roundRect(0.5, 0.5, 19, 5, 1.5);
      context.fill();
      context.stroke();
      context.fillStyle = toText(this.palette.rgb.plate);
      context.fillRect(6, 1.5, 8, 3);
    });
  }

  /** What does not arrive. */
  cross(): Texture {
    return this.picture('cross', 8, 8, (context) => {
      context.strokeStyle = toText(this.palette.rgb.fault);
      context.lineWidth = 1.5;
      context.lineCap = 'round';
      context.stroke(new Path2D('M1.5 1.5l5 5m0-5l-5 5'));
    });
  }

  dot(): Texture {
    return this.picture('dot', 6, 6, (context) => {
      context.fillStyle = toText(this.palette.rgb.ink2);
      context.beginPath();
      context.arc(3, 3, 3, 0, 2 * Math.PI);
      context.fill();
    });
  }

  /** Before a frame: what was baked since the last one goes to the graphics card. */
  upload(): void {
    for (const sheet of this.sheets) sheet.upload();
  }

  destroy(): void {
    for (const sheet of this.sheets) sheet.source.destroy();
    this.sheets.length = 0;
    this.pictures.clear();
  }

  private bake(look: BookLook): Texture {
    return this.picture(lookKey(look), look.width, look.height, (context) => drawBook(context, look, this.palette));
  }

  private picture(
    key: string,
    width: number,
    height: number,
    draw: (context: CanvasRenderingContext2D) => void,
  ): Texture {
    const known = this.pictures.get(key);
    if (known !== undefined) return known;
    let texture = this.sheets.at(-1)?.place(width, height, draw) ?? null;
    if (texture === null) {
      const sheet = new Sheet(this.scale);
      this.sheets.push(sheet);
      texture = sheet.place(width, height, draw) ?? Texture.EMPTY;
    }
    this.pictures.set(key, texture);
    return texture;
  }
}

class Sheet {
  readonly source: TextureSource;
  private readonly context: CanvasRenderingContext2D;
  private x = AIR;
  private y = AIR;
  private rowHeight = 0;
  private fresh = false;

  constructor(scale: number) {
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(SHEET * scale);
    canvas.height = Math.round(SHEET * scale);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('This browser draws on no canvas.');
    context.scale(scale, scale);
    this.context = context;
    this.source = TextureSource.from({ resource: canvas, resolution: scale, antialias: true });
  }

  /** Null when the sheet is full. */
  place(width: number, height: number, draw: (context: CanvasRenderingContext2D) => void): Texture | null {
    if (this.x + width + AIR > SHEET) {
      this.x = AIR;
      this.y += this.rowHeight + AIR;
      this.rowHeight = 0;
    }
    if (this.y + height + AIR > SHEET) return null;
    this.context.save();
    this.context.translate(this.x, this.y);
    draw(this.context);
    this.context.restore();
    this.fresh = true;
    const frame = new Rectangle(this.x, this.y, width, height);
    this.x += Math.ceil(width) + AIR;
    this.rowHeight = Math.max(this.rowHeight, Math.ceil(height));
    return new Texture({ source: this.source, frame });
  }

  upload(): void {
    if (!this.fresh) return;
    this.fresh = false;
    this.source.update();
  }
}
