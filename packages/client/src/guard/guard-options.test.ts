import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOptions } from './guard-options.ts';

describe('the options of guards', () => {
  it('find the gate below whatever path Keywright has', () => {
    const gates = ['http://127.0.0.1:8787', 'https://keys.example.com/', 'https://example.com/keywright//'];
    assert.deepEqual(
      gates.map((baseUrl) => readOptions({ baseUrl }).gate),
      [
        'http://127.0.0.1:8787/gate/guard',
        'https://keys.example.com/gate/guard',
        'https://example.com/keywright/gate/guard',
      ],
    );
  });

  it('are refused where nothing could be asked with them', () => {
    const bad = [
      '',
      'keys.example.com',
      'file:///x',
      'https://u:p@example.com',
      'https://example.com/?a',
      'https://e.com/#a',
    ];
    for (const baseUrl of bad) assert.throws(() => readOptions({ baseUrl }), TypeError, baseUrl);
    for (const timeoutMs of [0, -1, 1.5, 60_001, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => readOptions({ baseUrl: 'https://example.com', timeoutMs }), TypeError, String(timeoutMs));
    }
  });
});
