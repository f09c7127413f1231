import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noticeKinds } from '@keywright/contract';
import { renderMail } from './mail-text.ts';

const facts = {
  kind: 'credential-revoked',
  name: 'Ada',
  message: 'Your token “laptop” was revoked.',
  at: '2026-04-19T10:00:00Z',
  link: 'https://keys.example.com/',
} as const;

test('text and HTML say the same: to whom, what, when, and where to go', () => {
  const { text, html } = renderMail(facts);
  for (const part of [facts.name, facts.message, facts.at, facts.link]) {
    assert.ok(text.includes(part), part);
    assert.ok(html.includes(part), part);
  }
});

test('every kind has a subject of its own, and no value leaves a placeholder behind', () => {
  const rendered = noticeKinds.map((kind) => renderMail({ ...facts, kind }));
  assert.equal(new Set(rendered.map(({ subject }) => subject)).size, noticeKinds.length);
  for (const { text, html } of rendered) assert.ok(!`${text}${html}`.includes('{{'));
});

test('what people named something is text in HTML, never markup', () => {
  const name = `<img src=x onerror="alert('1')">&`;
  const { html } = renderMail({ ...facts, name, message: `Your token “${name}” was revoked.` });
  assert.ok(!html.includes('<img'));
  assert.ok(html.includes('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;'));
});

test('a value cannot begin a line of its own, nor bring a placeholder', () => {
  const { text, html, subject } = renderMail({ ...facts, name: 'Eve\r\nBcc: all@example.com\u2028{{link}}' });
  assert.ok(text.startsWith('Hello Eve Bcc: all@example.com {{link}},\n'), text);
  assert.ok(html.includes('Hello Eve Bcc: all@example.com {{link}},'));
  assert.equal(subject, renderMail(facts).subject);
});

test('nothing in it is fetched: no image, no style sheet, no script; and it is readable in the dark', () => {
  const { html } = renderMail(facts);
  assert.ok(!/<(?:img|script|link|iframe)|url\(|@import/i.test(html));
  assert.deepEqual(html.match(/https?:\/\/[^"<]+/g), [facts.link]);
  assert.match(html, /prefers-color-scheme: dark/);
});
