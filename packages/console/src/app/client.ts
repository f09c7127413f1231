import { createClient } from '@keywright/client';

/** The API, asked with the session cookie of this page. */
export const client = createClient({ baseUrl: '' });
