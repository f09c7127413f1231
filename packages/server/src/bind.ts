type Bound<R> = {
  readonly [K in keyof R]: R[K] extends (deps: never, ...rest: infer Rest) => infer Out
    ? (...rest: Rest) => Out
    : never;
};

/** Gives each use case of a module its dependencies. */
export function bind<Deps, R extends Readonly<Record<string, (deps: Deps, ...rest: never[]) => Promise<unknown>>>>(
  routes: R,
  deps: Deps,
): Bound<R> {
  const bound = Object.entries(routes).map(([id, useCase]) => [id, (...rest: never[]) => useCase(deps, ...rest)]);
  return Object.fromEntries(bound) as Bound<R>;
}
