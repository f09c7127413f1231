import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toSlug } from './slug.ts';

for (const [name, slug] of [
  ['Web shop', 'web-shop'],
  ['  Über-Café №1 ', 'uber-cafe-no1'],
  ['---', ''],
  ['日本', ''],
  [`${'a'.repeat(63)} b`, 'a'.repeat(63)],
] as const) {
  test(`the slug that is proposed for ${JSON.stringify(name)} is ${JSON.stringify(slug)}`, () =>
    assert.equal(toSlug(name), slug));
}
