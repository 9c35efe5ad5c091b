import { Container, Graphics, Particle, ParticleContainer, Texture } from 'pixi.js';
import type { Us } from '../contract/ids';
import type { View } from '../view/view';
import type { StageLayout } from './boxes';
import { toNumber } from './colour';
import type { Flight } from './flight';
import { keyColour, type Palette } from './palette';
import { STEPS, type Path } from './path';
import { alongPath } from './pen';
import { pathFor, type Way } from './routes';

/** Above so many messages on one way, the way itself is as wide as its traffic. */
const STREAM = 50;
const STREAM_WIDTH_MAX = 7;

export const streamWidth = (messages: number): number => Math.min(STREAM_WIDTH_MAX, 1 + Math.floor(messages / STREAM));

/** One white pixel, to be tinted, 3 px wide and 10 px high. */
const SPINE = { texture: Texture.WHITE, anchorX: 0.5, anchorY: 0.5, scaleX: 3, scaleY: 10 };

/** Where a spine is that is not under way. */
const AWAY = -1000;

/**
 * Messages in crowds: a spine each, all in one go. What does not change from frame to frame is worked out when the
 * messages or the layout change; a frame then only looks up places.
 */
export class Crowd {
  readonly container = new Container();
  private readonly ways = new Graphics();
  private spines: ParticleContainer<Particle> | null = null;
  private flights: readonly Flight[] | null = null;
  private layout: StageLayout | null = null;
  private paths: Path[] = [];
  private sentUs = new Float64Array(0);
  private arriveUs = new Float64Array(0);

  constructor() {
    this.container.addChild(this.ways);
  }

  show(flights: readonly Flight[], nowUs: Us, layout: StageLayout, keys: View['keys'], palette: Palette): void {
    this.container.visible = true;
    const spines = (this.spines ??= this.newSpines());
    if (flights !== this.flights || layout !== this.layout) {
      this.flights = flights;
      this.layout = layout;
      this.gather(flights, layout, keys, palette, spines);
    }
    this.move(nowUs, spines);
  }

  hide(): void {
    this.container.visible = false;
  }

  /** Colours have changed. */
  repaint(): void {
    this.spines?.destroy();
    this.spines = null;
    this.flights = null;
  }

  private newSpines(): ParticleContainer<Particle> {
    const spines = new ParticleContainer<Particle>({
      texture: Texture.WHITE,
      dynamicProperties: { vertex: false, position: true, rotation: false, uvs: false, color: false },
    });
    this.container.addChild(spines);
    return spines;
  }

  private gather(
    flights: readonly Flight[],
    layout: StageLayout,
    keys: View['keys'],
    palette: Palette,
    spines: ParticleContainer<Particle>,
  ): void {
    const particles = spines.particleChildren;
    const traffic = new Map<Way, number>();
    const tints = new Map<number | null, number>();
    this.paths = [];
    this.sentUs = new Float64Array(flights.length);
    this.arriveUs = new Float64Array(flights.length);
    for (const flight of flights) {
      const way = pathFor(flight.leg, layout);
      if (way === null) continue;
      traffic.set(way, (traffic.get(way) ?? 0) + 1);
      const index = this.paths.push(way.path) - 1;
      this.sentUs[index] = flight.message.atUs;
      this.arriveUs[index] = flight.message.arrivesAtUs ?? flight.message.atUs;
      const particle = (particles[index] ??= new Particle(SPINE));
      particle.tint = tintOf(flight, keys, palette, tints);
    }
    particles.length = this.paths.length;
    spines.update();
    this.ways.clear();
    for (const [way, messages] of traffic) {
      alongPath(this.ways, way.path, 1);
      this.ways.stroke({ width: streamWidth(messages), color: palette.hex.line2 });
    }
  }

  private move(nowUs: Us, { particleChildren: particles }: ParticleContainer<Particle>): void {
    const { paths, sentUs, arriveUs } = this;
    for (let index = 0; index < paths.length; index += 1) {
      const particle = particles[index];
      const path = paths[index];
      const sent = sentUs[index] ?? 0;
      const arrives = arriveUs[index] ?? 0;
      if (particle === undefined || path === undefined) continue;
      if (nowUs < sent || nowUs >= arrives) {
        particle.x = AWAY;
        continue;
      }
      const exact = ((nowUs - sent) / (arrives - sent)) * STEPS;
      const step = exact | 0;
      const rest = exact - step;
      const { points } = path;
      const at = 2 * step;
      const x = points[at] ?? 0;
      const y = points[at + 1] ?? 0;
      particle.x = x + ((points[at + 2] ?? x) - x) * rest;
      particle.y = y + ((points[at + 3] ?? y) - y) * rest;
    }
  }
}

function tintOf(flight: Flight, keys: View['keys'], palette: Palette, known: Map<number | null, number>): number {
  if (flight.mark !== 'books') return palette.hex.ink2;
  const name = flight.batches[0]?.keys[0] ?? null;
  const index = name === null ? null : (keys.get(name) ?? null);
  const key = index === null ? null : index % palette.keys.length;
  const tint = known.get(key) ?? toNumber(keyColour(palette, key));
  known.set(key, tint);
  return tint;
}
