import { readFileSync } from 'node:fs';
import type { NoticeKind } from '@keywright/contract';

const read = (name: string) => readFileSync(new URL(`../templates/${name}`, import.meta.url), 'utf8');
const textTemplate = read('notice.txt');
const htmlTemplate = read('notice.html');

/** Of fixed words alone, so that nobody’s name can reach a header. */
export const subjects: Readonly<Record<NoticeKind, string>> = {
  'credential-revoked': 'A credential of yours was revoked',
  'credential-expiring': 'A credential of yours expires soon',
  'new-network': 'A credential of yours was used from a new network',
  'old-secret-used': 'An old secret of yours was used',
  'address-blocked': 'Addresses were blocked',
};

/** What an e-mail says. */
export interface MailFacts {
  readonly kind: NoticeKind;
  readonly name: string;
  readonly message: string;
  /** When it happened, as it is shown. */
  readonly at: string;
  /** Where the reader can do something about it. */
  readonly link: string;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');

/** Line breaks and other control characters as spaces: each value stays in the line that the template gives it. */
const inOneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');

/** Replaces each `{{name}}` once: what a value holds is not looked at again. */
function fill(template: string, values: Readonly<Record<string, string>>, encode: (text: string) => string): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (_match, name: string) => encode(inOneLine(values[name] ?? '')));
}

/** An e-mail of a notice: subject, plain text and HTML that say the same. Pure. */
export function renderMail({ kind, ...facts }: MailFacts): { subject: string; text: string; html: string } {
  const subject = subjects[kind];
  const values = { ...facts, subject };
  return { subject, text: fill(textTemplate, values, (text) => text), html: fill(htmlTemplate, values, escapeHtml) };
}
