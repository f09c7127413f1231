const word = /[\w.-]{40,}/g;
/** A run as long as the shortest secret, where ids have 26 characters; or the beginning of a JWT. */
const secretRun = /[0-9A-Za-z]{40}|^eyJ[\w-]+\./;

/** Text that may repeat what somebody typed or a service said, without what looks like a token. Takes linear time. */
export function concealTokens(text: string): string {
  return text.replaceAll(word, (found) => (secretRun.test(found) ? '(what looks like a token)' : found));
}
