import { describe, expect, it } from 'vitest';
import { mix, parseColour, toNumber, toText } from '../../src/stage/colour';
import { stack } from '../../src/stage/columns';
import { cubic, leanAt, pathOf, pointAt } from '../../src/stage/path';
import { Transitions } from '../../src/stage/transitions';

describe('colour', () => {
  it('reads what style sheets have', () => {
    expect(toText(parseColour(' #39459E '))).toBe('#39459e');
    expect(toNumber(parseColour('#fff'))).toBe(0xffffff);
    expect(() => parseColour('red')).toThrow('red');
  });
  it('mixes in OKLab as browsers do', () => {
    // As Chromium computes color-mix(in oklab, #e69f00 55%, #1c1e26) and its like.
    expect(toText(mix(parseColour('#e69f00'), 0.55, parseColour('#1c1e26')))).toBe('#846230');
    expect(toText(mix(parseColour('#e69f00'), 0.14, parseColour('#ffffff')))).toBe('#fcf2e4');
    expect(toText(mix(parseColour('#56b4e9'), 0.72, parseColour('#ece9e1')))).toBe('#86c4e8');
    expect(toText(mix(parseColour('#56b4e9'), 1, parseColour('#000000')))).toBe('#56b4e9');
  });
});

describe('stack', () => {
  const item = (wanted: number, height = 20) => ({ wanted, height });
  it('lets everything stand where it wants to', () => {
    expect(stack([item(10), item(50)], 0, 200, 5)).toEqual([10, 50]);
  });
  it('pushes down what would overlap', () => {
    expect(stack([item(10), item(12), item(13)], 0, 200, 5)).toEqual([10, 35, 60]);
  });
  it('pushes up what would go below the floor', () => {
    expect(stack([item(150), item(190)], 0, 200, 5)).toEqual([150, 180]);
    expect(stack([item(170), item(190)], 0, 200, 5)).toEqual([155, 180]);
  });
  it('goes over the floor when there is no room', () => {
    expect(stack([item(0), item(0), item(0)], 0, 50, 5)).toEqual([0, 25, 50]);
  });
});

describe('path', () => {
  const line = pathOf([cubic(0, 0, 10, 0, 20, 0, 30, 0)]);
  it('has points at equal distances', () => {
    expect(line.length).toBeCloseTo(30, 6);
    expect(pointAt(line, 0.5)).toEqual({ x: expect.closeTo(15, 6), y: 0 });
    expect(pointAt(line, 2)).toEqual({ x: 30, y: 0 });
  });
  it('leans the same way from either side', () => {
    const down = pathOf([cubic(0, 0, 10, 2, 20, 4, 30, 6)]);
    const back = pathOf([cubic(30, 6, 20, 4, 10, 2, 0, 0)]);
    expect(leanAt(down, 0.5)).toBeCloseTo(leanAt(back, 0.5), 6);
    expect(leanAt(down, 0.5)).toBeGreaterThan(0);
  });
});

describe('transitions', () => {
  it('start where a value was, end where it is, and then rest', () => {
    const slides = new Transitions(160);
    slides.begin(0);
    expect(slides.towards('hw', 10, 60)).toBe(10);
    expect(slides.active).toBe(false);
    slides.begin(10);
    expect(slides.towards('hw', 12, 60)).toBe(10);
    slides.begin(90);
    const half = slides.towards('hw', 12, 60);
    expect(half).toBeGreaterThan(11);
    expect(half).toBeLessThan(12);
    expect(slides.active).toBe(true);
    slides.begin(170);
    expect(slides.towards('hw', 12, 60)).toBe(12);
    expect(slides.active).toBe(false);
  });
  it('do not slide over a leap', () => {
    const slides = new Transitions(160);
    slides.begin(0);
    slides.towards('hw', 10, 60);
    slides.begin(10);
    expect(slides.towards('hw', 500, 60)).toBe(500);
  });
});
