import { type Operation, operations } from '@keywright/contract';

const pathPatterns = Object.values<Operation>(operations).flatMap(({ method, path, alias }) =>
  [path, ...(alias === undefined ? [] : [alias])].map((each) => ({
    method,
    pattern: new RegExp(`^${each.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  })),
);

/** The methods by which the API answers a path, for 405 and its `Allow` header. */
export function methodsAt(path: string): readonly string[] {
  return pathPatterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
}
