/** As long as the shortest secret, with whatever stands before it. Ids have 26 characters. */
const tokenLike = /[\w.-]*[0-9A-Za-z]{40,}/g;

/** A message that may repeat what somebody typed, without what looks like a token. */
export function concealTokens(message: string): string {
  return message.replaceAll(tokenLike, '(what looks like a token)');
}
