import type { Client } from '@keywright/client';
import type { Organization } from './translation-store.ts';

/** What whoever `keywright` is signed in as sees of organizations and their projects. */
export async function copyOrganizations(keywright: Client): Promise<Organization[]> {
  const organizations = await all((page) => keywright.listOrganizations({ query: page }));
  return Promise.all(
    organizations.map(async ({ id, slug }) => {
      const params = { organization: id };
      const projects = await all((page) => keywright.listProjects({ params, query: page }));
      return { id, slug, projects };
    }),
  );
}

interface Page<Item> {
  readonly data: readonly Item[];
  readonly nextCursor: string | null;
}

/** All pages of a listing. */
async function all<Item>(list: (page: { cursor?: string }) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page<Item> = await list(cursor === '' ? {} : { cursor });
    items.push(...page.data);
    cursor = page.nextCursor;
  }
  return items;
}
