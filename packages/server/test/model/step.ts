import fc from 'fast-check';
import type { Kind } from './credential-model.ts';

/** One thing that happens in a history. `which` and `back` are taken modulo how many there are when it happens. */
export type Step =
  | { readonly do: 'mint'; readonly kind: Kind; readonly user: number; readonly lifeMs: number | null }
  | {
      readonly do: 'rotate';
      readonly which: number;
      readonly graceSeconds: number;
      readonly endGraceOnFirstUse: boolean;
      readonly lifeMs: number | null | undefined;
    }
  | { readonly do: 'use'; readonly which: number; readonly back: number; readonly process: number }
  | { readonly do: 'use a secret that was never given out'; readonly which: number; readonly process: number }
  | { readonly do: 'revoke' | 'delete'; readonly which: number }
  /** Time moves to an end that lies ahead, or to the millisecond before it. */
  | { readonly do: 'wait'; readonly end: number; readonly justBefore: boolean }
  | { readonly do: 'disable' | 'enable'; readonly user: number }
  | { readonly do: 'archive' };

const hourMs = 3_600_000;
const small = fc.nat(7);
const user = fc.nat(1);
const process = fc.nat(1);
const lifeMs = fc.constantFrom(null, hourMs, 24 * hourMs);
const graceSeconds = fc.constantFrom(0, 600, 7200, 2_592_000);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('mint'),
      kind: fc.constantFrom<Kind>('pat', 'api-key'),
      user,
      lifeMs,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('rotate'),
      which: small,
      graceSeconds,
      endGraceOnFirstUse: fc.boolean(),
      lifeMs: fc.option(lifeMs, { nil: undefined }),
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('use'), which: small, back: small, process }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('use'), which: small, back: fc.constant(0), process }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('use a secret that was never given out'), which: small, process }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('revoke', 'delete'), which: small }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait'), end: small, justBefore: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('disable', 'enable'), user }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('archive') }) },
);

/** A random history. */
export const history: fc.Arbitrary<readonly Step[]> = fc.array(step, { minLength: 5, maxLength: 10, size: 'max' });
