import { errors, errorsOf, type Operation, type OperationId, type Operations } from '@keywright/contract';
import type { TSchema } from 'typebox';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? '');

/** Text for people, with `code` where it stands between backticks. */
const prose = (text: string): string => escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

/** A schema in one short phrase: `string`, `string[]`, `string or null`. */
function phrase(schema: TSchema): string {
  const { type, anyOf, items, properties, title, enum: choices } = schema as Record<string, unknown>;
  if (Array.isArray(choices)) return choices.join(' or ');
  if (Array.isArray(anyOf)) return anyOf.map((branch) => phrase(branch)).join(' or ');
  if (type === 'array') return `${phrase(items as TSchema)}[]`;
  if (typeof title === 'string') return title;
  if (properties !== undefined) return 'object';
  return typeof type === 'string' ? type : 'any';
}

function fields(heading: string, schema: unknown): string {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    properties?: Record<string, TSchema>;
    required?: readonly string[];
  };
  const rows = Object.entries(properties).map(([name, field]) => {
    const { description = '' } = field as { description?: string };
    const presence = required.includes(name) ? '' : ' <em>optional</em>';
    return `<tr><td><code>${escapeHtml(name)}</code>${presence}</td><td>${escapeHtml(phrase(field))}</td><td>${prose(description)}</td></tr>`;
  });
  return rows.length === 0 ? '' : `<h4>${heading}</h4><table><tbody>${rows.join('')}</tbody></table>`;
}

function section(operation: Operation): string {
  const { id, method, path, summary, description = '', needs, accepts, params, query, body, reply } = operation;
  const codes = errorsOf(operation).map((code) => `<a href="#error-${code}"><code>${code}</code></a>`);
  return `<section id="${id}">
<h3><span class="method">${method}</span> <code>${escapeHtml(path)}</code></h3>
<p>${prose(summary)}. ${prose(description)}</p>
<p class="facts">Needs <code>${needs}</code>${accepts.length > 0 ? ` · accepts ${accepts.join(', ')}` : ''} · answers <code>${reply.status}</code></p>
${fields('Path', params)}${fields('Query', query)}${fields('Body', body)}${fields('Reply', reply.schema)}
<details><summary>Errors</summary><p>${codes.join(' ')}</p></details>
</section>`;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const methodOrder = ({ method }: Operation): number => methods.indexOf(method);

/** The whole API on one page, without a script: what OpenAPI says, for people. */
export function renderReferencePage(operations: Operations): string {
  const all = Object.keys(operations)
    .map((id): Operation => operations[id as OperationId])
    .sort((a, b) => (a.path === b.path ? methodOrder(a) - methodOrder(b) : a.path < b.path ? -1 : 1));
  const tags = [...new Set(all.map((operation) => operation.tag))];
  const contents = tags.map((tag) => {
    const links = all.filter((operation) => operation.tag === tag);
    const items = links.map(({ id, summary }) => `<li><a href="#${id}">${escapeHtml(summary)}</a></li>`);
    return `<h4>${escapeHtml(tag)}</h4><ul>${items.join('')}</ul>`;
  });
  const sections = tags.map((tag) => {
    const of = all.filter((operation) => operation.tag === tag);
    return `<h2>${escapeHtml(tag)}</h2>${of.map(section).join('\n')}`;
  });
  const rows = Object.entries(errors).map(
    ([code, { status, meaning }]) =>
      `<tr id="error-${code}"><td><code>${code}</code></td><td>${status}</td><td>${prose(meaning)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API reference · Keywright</title>
<link rel="stylesheet" href="/assets/pages.css">
</head>
<body class="reference">
<nav aria-label="Contents"><h1>Keywright API</h1><p><a href="/api/openapi.json">OpenAPI 3.1</a> · <a href="#errors">Errors</a></p>${contents.join('')}</nav>
<main>
<p>Present one credential a request: <code>Authorization: Bearer &lt;PAT or access JWT&gt;</code>, <code>Authorization: ApiKey &lt;API key&gt;</code>, or either kind of token in <code>X-API-Key</code>. Instants are ISO-8601 in UTC. Lists are newest first: pass <code>nextCursor</code> back as <code>cursor</code>.</p>
${sections.join('\n')}
<h2 id="errors">Errors</h2>
<p>Every error is <code>application/problem+json</code>; <code>error.code</code> is stable.</p>
<table><tbody>${rows.join('')}</tbody></table>
</main>
</body>
</html>
`;
}
