import { Container, Sprite, type Texture } from 'pixi.js';

/** Sprites that are used again from picture to picture. */
export class SpriteRow {
  readonly container = new Container();
  private readonly sprites: Sprite[] = [];
  private used = 0;

  begin(): void {
    this.used = 0;
  }

  put(texture: Texture, x: number, y: number): void {
    let sprite = this.sprites[this.used];
    if (sprite === undefined) {
      sprite = new Sprite();
      this.sprites.push(sprite);
      this.container.addChild(sprite);
    }
    this.used += 1;
    sprite.visible = true;
    sprite.texture = texture;
    sprite.position.set(x, y);
  }

  /** What the new picture did not need is not shown. */
  end(): void {
    for (let rest = this.used; rest < this.sprites.length; rest += 1) {
      const sprite = this.sprites[rest];
      if (sprite !== undefined) sprite.visible = false;
    }
  }
}
