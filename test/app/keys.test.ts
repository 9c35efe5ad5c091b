import { describe, expect, it } from 'vitest';
import { actOf, type KeyPress } from '../../src/app/keys';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  defaultPrevented: false,
  isComposing: false,
  ...more,
});
const page = { typing: false, button: false };

describe('keys', () => {
  it.each([
    [' ', 'play-pause'],
    ['.', 'step'],
    ['[', 'slower'],
    [']', 'faster'],
    ['Ю', 'step'],
    ['х', 'slower'],
  ])('%j is %s', (key, act) => {
    expect(actOf(press(key), page)).toBe(act);
  });

  it.each([
    [',', false, 'step-back'],
    ['б', false, 'step-back'],
    ['<', true, 'notable-before'],
    ['<', false, 'notable-before'],
    ['>', true, 'notable-after'],
    ['Б', true, 'notable-before'],
    ['Ю', true, 'notable-after'],
  ])('%j, Shift %s, is %s', (key, shiftKey, act) => {
    expect(actOf(press(key, { shiftKey }), page)).toBe(act);
  });

  it('rest while one types', () => {
    expect(actOf(press(' '), { typing: true, button: false })).toBeNull();
    expect(actOf(press('.'), { typing: true, button: false })).toBeNull();
    expect(actOf(press('.', { isComposing: true }), page)).toBeNull();
  });

  it('leave Space to a button, and shortcuts to the browser', () => {
    expect(actOf(press(' '), { typing: false, button: true })).toBeNull();
    expect(actOf(press('.'), { typing: false, button: true })).toBe('step');
    expect(actOf(press(']', { metaKey: true }), page)).toBeNull();
    expect(actOf(press(']', { defaultPrevented: true }), page)).toBeNull();
  });
});
