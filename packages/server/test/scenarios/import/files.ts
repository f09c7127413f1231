/** What a file may look like: NDJSON and CSV, as spreadsheets and databases write them. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { type ImportFormat, readImportFile } from '../../../src/import-source.ts';
import { importRecords, olderKey, present } from '../../acceptance/001/calls.ts';
import type { TestApp } from '../../harness.ts';
import { apiKeyRecord } from './keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'keywright-import-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const bom = '\uFEFF';

async function read(format: ImportFormat, text: string) {
  const file = join(folder, `keys.${format}`);
  writeFileSync(file, text);
  return Array.fromAsync(readImportFile(file, format));
}

export function readingFiles(start: () => Promise<TestApp>): void {
  describe('a file', () => {
    for (const [name, lineEnd] of [
      ['LF', '\n'],
      ['CRLF', '\r\n'],
    ] as const) {
      for (const mark of ['', bom]) {
        const how = `${name}${mark === '' ? '' : ' and a byte order mark'}`;

        it(`of NDJSON with ${how} is read, lines counted with the empty ones`, async () => {
          const text = `${mark}{"name":"a"}${lineEnd}${lineEnd}  ${lineEnd}{"name":"é"}${lineEnd}`;
          assert.deepEqual(await read('ndjson', text), [
            { line: 1, record: { name: 'a' } },
            { line: 4, record: { name: 'é' } },
          ]);
        });

        it(`of CSV with ${how} is read: quotes, commas and line breaks within them, and the line that each begins on`, async () => {
          const text = [
            `${mark}name,note`,
            'a,"one, ""two"""',
            `b,"two${lineEnd}lines"`,
            '',
            ' c , "quoted" ',
            'd,',
            '',
          ].join(lineEnd);
          assert.deepEqual(await read('csv', text), [
            { line: 2, record: { name: 'a', note: 'one, "two"' } },
            { line: 3, record: { name: 'b', note: `two${lineEnd}lines` } },
            { line: 6, record: { name: 'c', note: 'quoted' } },
            { line: 7, record: { name: 'd', note: '' } },
          ]);
        });
      }
    }

    it('of NDJSON with lines that are no object is read on, each fault with its line and nothing of its text', async () => {
      const lines = [
        '{"name":"a"}',
        'sk_live_secret',
        '[1]',
        '"text"',
        '{"name":"b"',
        `"${'x'.repeat(70_000)}"`,
        'null',
        '{"name":"c"}',
      ];
      const sources = await read('ndjson', lines.join('\n'));
      assert.deepEqual(
        sources.map((source) => [source.line, 'fault' in source ? source.fault : source.record.name]),
        [
          [1, 'a'],
          [2, 'the line is not JSON.'],
          [3, 'the line is not a JSON object.'],
          [4, 'the line is not a JSON object.'],
          [5, 'the line is not JSON.'],
          [6, 'the line is too long.'],
          [7, 'the line is not a JSON object.'],
          [8, 'c'],
        ],
      );
    });

    it('of CSV with too many or too few columns is read on, each fault with its line', async () => {
      const sources = await read('csv', 'name,note\na,b\nc\nd,e,f\ng,h\n');
      assert.deepEqual(
        sources.map((source) => [source.line, 'fault' in source]),
        [
          [2, false],
          [3, true],
          [4, true],
          [5, false],
        ],
      );
    });

    for (const [what, broken] of [
      ['a quote within a field', 'sk_live_secret"x,b'],
      ['a quote that is not closed', '"sk_live_secret,b'],
      ['text after a closing quote', '"sk_live_secret"x,b'],
      ['a field without an end', `"${'x'.repeat(70_000)}`],
    ] as const) {
      it(`of CSV with ${what} has a fault on that line, which repeats nothing of it`, async () => {
        const sources = await read('csv', `name,note\na,b\n${broken}\nc,d\n`);
        const last = sources.at(-1);
        assert.ok(last !== undefined && 'fault' in last);
        assert.equal(last.line, 3);
        assert.match(last.fault, /^the file is not CSV from here on \(\w+\)\.$/);
      });
    }

    it('that is not there is an error, of either format', async () => {
      for (const format of ['csv', 'ndjson'] as const) {
        await assert.rejects(() => Array.fromAsync(readImportFile(join(folder, 'missing'), format)), {
          code: 'ENOENT',
        });
      }
    });

    it('of CSV imports like one of NDJSON: scopes and networks in one cell, empty cells as absent', async () => {
      const app = await start();
      const key = olderKey();
      const header = 'kind,key,sha256,project_id,name,scopes,allowed_networks,expires_at';
      const text = `${header}\napi-key,${key},,${app.projectId},"CSV, one","keys.view translations.view",127.0.0.1;10.0.0.0/8,\n`;
      const records = (await read('csv', text)).flatMap((source) => ('record' in source ? [source.record] : []));
      assert.equal((await importRecords(app, records)).imported, 1);
      assert.equal((await present(app, key)).status, 200);
      const ndjson = JSON.stringify(apiKeyRecord(app, { key: olderKey() }));
      const others = (await read('ndjson', ndjson)).flatMap((source) => ('record' in source ? [source.record] : []));
      assert.equal((await importRecords(app, others)).imported, 1);
    });
  });
}
