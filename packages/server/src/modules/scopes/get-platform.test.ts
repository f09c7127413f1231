import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { onEachDatabase, sharedApp } from '../../../test/harness.ts';

onEachDatabase('the platform', (kind) => {
  for (const [platform, expected] of Object.entries({
    pontoon: {
      pat: { format: 'split', grants: 'levels', defaultLevel: 'full', limit: 10 },
      apiKey: null,
      levels: [['full', true]],
      required: true,
    },
    translately: {
      pat: { format: 'split', grants: 'scopes', defaultLevel: null, limit: null },
      apiKey: { format: 'split', limit: null },
      levels: [],
      required: false,
    },
  })) {
    describe(platform, () => {
      const open = sharedApp(kind, { platform });

      it('is told to anyone: kinds, levels, expiry, limits', async () => {
        const { status, body } = await (await open()).call('GET', '/api/v1/platform');
        assert.deepEqual([status, body.platform], [200, platform]);
        assert.deepEqual([body.pat, body.apiKey], [expected.pat, expected.apiKey]);
        const levels: { level: string; followsOwner: boolean }[] = body.levels;
        assert.deepEqual(
          levels.map(({ level, followsOwner }) => [level, followsOwner]),
          expected.levels,
        );
        assert.equal(body.expiry.required, expected.required);
        assert.ok(body.expiry.presetsDays.length > 0);
        assert.equal(body.rotation.maximumGraceSeconds, 604_800);
      });
    });
  }
});
