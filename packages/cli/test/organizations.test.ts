import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sharedApp } from '../../server/test/harness.ts';
import { homeOf } from './signed-in.ts';

const open = sharedApp('sqlite');

async function administrator() {
  const app = await open();
  const admin = await app.admin();
  const read = async (path: string) => (await app.call('GET', path, { authorization: admin.authorization })).body;
  return { app, read, home: homeOf(app, admin) };
}

describe('organizations, projects and scopes', () => {
  it('are listed as the API lists them', async () => {
    const { app, home, read } = await administrator();
    const listings = [
      [['organizations', 'list'], '/api/v1/organizations'],
      [['projects', 'list'], '/api/v1/organizations/acme/projects'],
      [['projects', 'get', app.projectId], `/api/v1/projects/${app.projectId}`],
      [['members', 'list', '--organization', 'acme'], '/api/v1/organizations/acme/members'],
      [['scopes', 'list'], '/api/v1/scopes'],
    ] as const;
    for (const [words, path] of listings) {
      assert.deepEqual(JSON.parse((await home.run([...words, '--json'])).stdout), await read(path), path);
    }
  });

  it('take one’s only organization for granted, and ask which where there are several', async () => {
    const { app, home } = await administrator();
    const created = await home.run(['projects', 'create', 'website', '--name', 'Our website', '--json']);
    assert.equal(JSON.parse(created.stdout).name, 'Our website');
    await app.tenant('globex');
    const ambiguous = await home.run(['projects', 'list']);
    assert.equal(ambiguous.code, 2);
    assert.match(ambiguous.stderr, /globex/);
    const named = await home.run(['projects', 'list', '--organization', 'acme']);
    assert.match(named.stdout, /^website\tOur website\t/m);
  });
});

describe('members', () => {
  it('are added by a link that stands alone, given another role and removed, by their e-mail address', async () => {
    const { home, read } = await administrator();
    const organization = ['--organization', 'acme'];
    const email = 'grace@example.com';
    const added = await home.run(['members', 'add', email, '--role', 'MEMBER', ...organization]);
    assert.equal(added.code, 0, added.stderr);
    assert.match(added.stdout, /^http:\/\/\S+\/invitation#\S+\n$/);
    const roleOf = async () => {
      const { data } = await read('/api/v1/organizations/acme/members');
      return data.find((member: { email: string }) => member.email === email)?.role;
    };
    assert.equal((await home.run(['members', 'set-role', email, 'ADMIN', ...organization])).code, 0);
    assert.equal(await roleOf(), 'ADMIN');
    assert.equal((await home.run(['members', 'remove', email, ...organization])).code, 2);
    assert.equal((await home.run(['members', 'remove', email, ...organization, '--yes'])).code, 0);
    assert.equal(await roleOf(), undefined);
  });
});
