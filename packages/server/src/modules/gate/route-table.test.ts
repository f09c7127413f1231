import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GateSection } from '@keywright/contract';
import { compileRoutes } from './route-table.ts';

const gate: GateSection = {
  services: {
    files: { hosts: ['files.example.com', '[::1]'], routes: [{ path: '/**', all: ['files.read'] }] },
    archive: {
      hosts: ['api.example.com'],
      pathPrefix: '/archive',
      routes: [{ path: '/notes/{id}', methods: ['GET'], all: ['archive.read'] }],
    },
    reports: { pathPrefix: '/reports', routes: [{ path: '/', methods: ['GET'], any: ['reports.read', 'admin'] }] },
  },
  routes: [
    { path: '/', methods: ['GET'], public: true },
    { path: '/admin/**', all: ['admin'] },
    { path: '/projects/{project_id}/notes/**', methods: ['GET'], all: ['notes.read'], project: 'project_id' },
    { path: '/projects/{project_id}/notes/**', all: ['notes.write'], project: 'project_id' },
    { path: '/{page}', methods: ['HEAD'], all: [] },
    { path: '/exact/', all: ['slash'] },
    { path: '/teams/{team}', all: [], organization: 'team' },
  ],
};
const findRoute = compileRoutes(gate);
const needsOf = (line: string, host = 'other.example.com') => {
  const [method = '', path = ''] = line.split(' ');
  const found = findRoute(method, host, path.slice(1).split('/'));
  return found === undefined ? undefined : [found.needs.rule, ...found.needs.scopes].join(' ');
};

const cases: readonly (readonly [guarantee: string, line: string, needs: string | undefined, host?: string])[] = [
  ['what no route describes is refused', 'GET /nothing/here', undefined],
  ['a public route needs nothing', 'GET /', 'nothing'],
  ['a method that no route is for is refused', 'POST /', undefined],
  ['HEAD is let through as GET', 'HEAD /projects/1/notes', 'all notes.read'],
  ['a route for HEAD is one for GET', 'GET /about', 'all'],
  ['the first route that fits counts', 'GET /projects/1/notes/2', 'all notes.read'],
  ['a route without methods is for every method', 'PURGE /projects/1/notes/2', 'all notes.write'],
  ['** stands for the path itself too', 'GET /admin', 'all admin'],
  ['** stands for all below it', 'GET /admin/a/b/c', 'all admin'],
  ['** stands for a slash at the end', 'GET /admin/', 'all admin'],
  ['** does not stand for what only begins alike', 'GET /administrator/x', undefined],
  ['a placeholder is no empty segment', 'GET /projects//notes', undefined],
  ['a slash at the end is part of a path', 'GET /exact', 'all'],
  ['a path with its slash at the end is found', 'GET /exact/', 'all slash'],
  ['where case would make it another route, none is found', 'GET /ADMIN', undefined],
  ['where case changes no route, a placeholder takes any case', 'GET /About', 'all'],
  ['a host has its own routes alone', 'GET /admin', 'all files.read', 'files.example.com'],
  ['an address of IPv6 is a host', 'GET /x', 'all files.read', '[::1]'],
  [
    'a path prefix of a host comes before it in its routes',
    'GET /archive/notes/1',
    'all archive.read',
    'api.example.com',
  ],
  ['what is below the prefix is for its service alone', 'GET /archive/other', undefined, 'api.example.com'],
  ['beside the prefix the host has what all have', 'GET /admin', 'all admin', 'api.example.com'],
  ['a path prefix is whole segments', 'GET /archived', 'all', 'api.example.com'],
  ['a service without hosts is for all of them', 'GET /reports/', 'any reports.read admin'],
  ['a prefix in another case is no way around its service', 'GET /REPORTS', undefined],
  ['a prefix in another case is no way past it either', 'GET /Archive/notes/1', undefined, 'api.example.com'],
];
for (const [guarantee, line, needs, host] of cases) test(guarantee, () => assert.equal(needsOf(line, host), needs));

test('the place that the path names is told, as it is after decoding', () => {
  assert.deepEqual(findRoute('GET', '', ['projects', 'P 1', 'notes'])?.named, { about: 'project', id: 'P 1' });
  assert.deepEqual(findRoute('GET', '', ['teams', 'acme'])?.named, { about: 'organization', ref: 'acme' });
  assert.deepEqual(findRoute('GET', '', ['admin'])?.named, { about: 'nothing' });
});

test('without routes nothing is let through', () => assert.equal(compileRoutes({})('GET', '', ['']), undefined));
