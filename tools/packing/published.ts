/** The packages that are published: folders under packages/, each after those that it depends on. */
export const published = ['contract', 'client', 'cli'];
