const ulid = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** Whether the text is written like the ids of the API (ULIDs). */
export const isId = (text: string): boolean => ulid.test(text);
