/** Rate-limit policies through HTTP, on both databases. The rules of the limits themselves are tested in modules/rate-limits. */
import { onEachDatabase, sharedApp } from '../harness.ts';
import { answers } from './rate-limits/answers.ts';
import { applying } from './rate-limits/applying.ts';
import { assigning, inheriting } from './rate-limits/assigning.ts';
import { changing } from './rate-limits/changing.ts';
import { managing } from './rate-limits/managing.ts';
import { throttles } from './rate-limits/throttles.ts';

onEachDatabase('Rate limits', (kind) => {
  const start = sharedApp(kind);
  managing(start);
  assigning(start);
  inheriting(start, sharedApp(kind, { platform: 'part-db' }));
  applying(start);
  answers(start);
  changing(start, kind);
  throttles(start);
});
