import Type from 'typebox';
import { Instant, Strict } from './fields.ts';

const Count = Type.Integer({ minimum: 0 });

const counts = {
  at: Type.String({ ...Instant, description: 'When the stretch began.' }),
  allowed: Count,
  denied: Type.Integer({ minimum: 0, description: 'Answered 4xx: it may not do that, or asked wrongly.' }),
  throttled: Type.Integer({ minimum: 0, description: 'Refused by a rate limit.' }),
  refused: Type.Integer({ minimum: 0, description: 'The credential itself was refused.' }),
  failed: Type.Integer({ minimum: 0, description: 'Answered 5xx.' }),
};

const UsageStep = Type.Object(counts, { title: 'UsageStep' });

export const UsageQuery = Strict({
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, default: 30, description: 'How many days back.' })),
});

export const UsageReply = Type.Object(
  { step: Type.Enum(['hour', 'day']), data: Type.Array(UsageStep) },
  { title: 'Usage', description: 'Oldest first, without gaps; by the hour for up to two days, else by the day (UTC).' },
);

export const FiguresReply = Type.Object(
  {
    credentials: Type.Object({
      active: Type.Integer({ description: 'Neither revoked nor expired nor deleted. The next three are among them.' }),
      expiringSoon: Type.Integer({ description: 'Ending within 14 days.' }),
      neverExpiring: Count,
      unused: Type.Integer({ description: 'Not used for 90 days, and minted before that.' }),
      expired: Count,
      revoked: Count,
    }),
    users: Type.Object({ active: Count, disabled: Count }),
    blockedAddresses: Count,
    lastHour: Type.Array(UsageStep, { description: 'Of the whole instance, minute by minute, oldest first.' }),
  },
  { title: 'Figures' },
);
