import type { Operations } from '@keywright/contract';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { renderReferencePage } from './reference-page.ts';

const style = `:root { color-scheme: light dark; --line: light-dark(#d8dde3, #343b44); --soft: light-dark(#57606a, #9aa4b0); --accent: light-dark(#0b5cad, #6cb2ff); --back: light-dark(#f6f8fa, #161b22); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.55 system-ui, sans-serif; }
a { color: var(--accent); }
code { font: 0.9em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
h3 code { font-size: 1rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.92rem; }
td:first-child { width: 32%; } td:nth-child(2) { width: 18%; }
td { border-top: 1px solid var(--line); padding: 0.35rem 0.75rem 0.35rem 0; vertical-align: top; }
.narrow { max-width: 26rem; margin: 12vh auto; padding: 0 1.25rem; }
.reference { display: grid; grid-template-columns: 19rem minmax(0, 1fr); }
.reference nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1.5rem; background: var(--back); border-right: 1px solid var(--line); font-size: 0.9rem; }
.reference nav h1 { font-size: 1.2rem; margin: 0; } .reference nav h4 { margin: 1.2rem 0 0.2rem; } .reference nav ul { margin: 0; padding-left: 1rem; }
.reference main { padding: 1.5rem 2.5rem 6rem; max-width: 62rem; }
section { border-top: 1px solid var(--line); padding: 0.5rem 0 1.5rem; }
h4 { margin: 1rem 0 0.25rem; } .facts, em { color: var(--soft); } .method { color: var(--accent); font-weight: 600; }
@media (max-width: 760px) { .reference { display: block; } .reference nav { position: static; height: auto; border: 0; } .reference main { padding: 1.25rem; } }
`;

const policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function sendPage(reply: FastifyReply, type: string, content: string): FastifyReply {
  return reply
    .header('content-security-policy', policy)
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-cache')
    .type(`${type}; charset=utf-8`)
    .send(content);
}

/** The page that the server itself has: the API reference. All others are the console’s. */
export function registerPages(app: FastifyInstance, operations: Operations): void {
  const reference = renderReferencePage(operations);
  app.get('/api/docs', async (_request, reply) => sendPage(reply, 'text/html', reference));
  app.get('/assets/pages.css', async (_request, reply) => sendPage(reply, 'text/css', style));
}
