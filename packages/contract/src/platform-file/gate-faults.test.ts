import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePlatformFile } from './parse-platform-file.ts';
import { faultsOf, sampleFile } from './sample-file.fixture.ts';

const gateStartsOn = sampleFile.split('\n').length;
/** The sample with a gate, whose faults are told by their line in the gate: `1` is the line after `gate:`. */
const faultsIn = (gate: string) =>
  faultsOf(`${sampleFile}gate:\n${gate}`).map((fault) =>
    fault.replace(/^\d+/, (line) => String(Number(line) - gateStartsOn)),
  );
const routes = (...lines: string[]) => `  routes:\n${lines.map((line) => `    - ${line}\n`).join('')}`;

const cases: readonly (readonly [what: string, gate: string, faults: string[]])[] = [
  ['a gate without fault has none', routes('{path: /a/**, all: [keys.read]}', "{path: '/{x}', any: [admin]}"), []],
  ['a gate may be empty', '  {}\n', []],
  [
    'a scope that does not exist',
    routes('{path: /a, all: [keys.reed]}', '{path: /b, any: [keys.read, gone]}'),
    [
      '2:24 gate.routes[0].all[0]: There is no scope "keys.reed": did you mean "keys.read"?',
      '3:35 gate.routes[1].any[1]: There is no scope "gone": define it or remove it',
    ],
  ],
  [
    'a route that does not say what it needs, or says two things',
    routes('{path: /a}', '{path: /b, public: false}', '{path: /c, all: [], public: true}'),
    [
      '2:7 gate.routes[0]: It is not said what this route needs: add "all", "any" or "public: true"',
      '3:7 gate.routes[1]: It is not said what this route needs: add "all", "any" or "public: true"',
      '4:7 gate.routes[2]: A route needs one thing: keep one of "all", "public"',
    ],
  ],
  [
    'a project that the path does not name',
    routes(
      "{path: '/p/{id}', all: [], project: project_id}",
      "{path: '/q/{id}', public: true, project: id}",
      "{path: '/o/{a}/{b}', all: [], organization: a, project: b}",
      "{path: '/t/{id}', all: [], organization: team}",
    ),
    [
      '2:43 gate.routes[0].project: There is no placeholder {project_id} in the path: name one that is there',
      '3:48 gate.routes[1].project: A public route is about no project: remove this key',
      '4:37 gate.routes[2].organization: A project says of which organization it is: keep "project" alone',
      '5:48 gate.routes[3].organization: There is no placeholder {team} in the path: name one that is there',
    ],
  ],
  [
    'paths that say nothing',
    routes(
      '{path: a, all: []}',
      '{path: /a//b, all: []}',
      '{path: /a/**/b, all: []}',
      '{path: /a/../b, all: []}',
      "{path: '/a/b{c}', all: []}",
      '{path: /a%20b, all: []}',
      "{path: '/{a}/{a}', all: []}",
      '{path: /a;b, all: []}',
    ),
    [
      '2:14 gate.routes[0].path: A path begins with "/": add it',
      '3:14 gate.routes[1].path: A path has no empty segment: remove one of the two slashes',
      '4:14 gate.routes[2].path: "**" stands for the rest of the path: put it last',
      '5:14 gate.routes[3].path: A path has no segment .., which is refused before any route is looked for',
      '6:14 gate.routes[4].path: Placeholders are whole segments, as {project_id}, and "**" is the whole last one',
      '7:14 gate.routes[5].path: A path is written in ASCII without a query, spaces, ";" and %-escapes',
      '8:14 gate.routes[6].path: The placeholder {a} is here twice: rename one of the two',
      '9:14 gate.routes[7].path: A path is written in ASCII without a query, spaces, ";" and %-escapes',
    ],
  ],
  [
    'a route that another one hides',
    routes("{path: '/{page}', all: []}", '{path: /admin, all: [admin]}', '{path: /admin, methods: [GET], all: []}'),
    [
      '3:7 gate.routes[1]: The route gate.routes[0] before this one fits every request that it fits: put this one first or remove it',
      '4:7 gate.routes[2]: The route gate.routes[0] before this one fits every request that it fits: put this one first or remove it',
    ],
  ],
  [
    'a route is not hidden by one for other methods, for fewer paths or of another service',
    routes(
      '{path: /a, methods: [GET], all: []}',
      '{path: /a, methods: [GET, POST], all: []}',
      '{path: /b/**, all: []}',
      '{path: /**, all: []}',
    ),
    [],
  ],
  [
    'a method, a host or a prefix that is none',
    '  services:\n    api:\n      hosts: [API.example.com]\n      pathPrefix: /a/\n      routes: [{path: /, methods: [get], all: []}]\n',
    [
      '3:15 gate.services.api.hosts[0]: This must be a host name in lower case without port and final dot, such as api.example.com, or an IPv6 address in brackets',
      '4:19 gate.services.api.pathPrefix: This must be a path that begins with "/" and does not end with it, such as /translations',
      '5:36 gate.services.api.routes[0].methods[0]: This must be the name of an HTTP method in capitals, such as GET',
    ],
  ],
  [
    'a service behind one that is for every request',
    '  services:\n    all: {routes: []}\n    more: {routes: []}\n',
    ['3:5 gate.services.more: The service "all" before this one is for every request: give it hosts or a path prefix'],
  ],
];
for (const [what, gate, faults] of cases) test(`gate: ${what}`, () => assert.deepEqual(faultsIn(gate), faults));

test('a platform without a gate has none', () => {
  const parsed = parsePlatformFile(sampleFile);
  assert.ok(parsed.ok && parsed.platform.gate === undefined);
});
