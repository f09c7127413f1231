/** How many days of usage are shown. */
export const spans = [2, 7, 30, 90] as const;
export type Span = (typeof spans)[number];
