import type { Database } from '../../../db/database.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Random } from '../../../kernel/crypto/random.ts';
import type { NextId } from '../../../kernel/ids.ts';
import type { Commit } from '../../audit/index.ts';
import { lockWebhook, updateWebhookRow } from '../webhooks/webhook-store.ts';
import { afterAttempt, type Delivery, type Outcome } from './delivery.ts';
import { findDue, findMail, findPost, updateAttempted, updateClaimed, updateReleased } from './delivery-store.ts';
import type { Mailer } from './send-email.ts';
import { goneStatus, sendWebhook } from './send-webhook.ts';

/** How many are under way at once: in all, to one webhook, by e-mail. One that hangs holds up its own alone. */
const maximumUnderWay = 16;
const maximumPerWebhook = 2;
const maximumMails = 4;
const lookedAtOnce = 50;
/**
 * For how long nobody else sends what one process has claimed: longer than an attempt takes, by enough that clocks of nodes may
 * differ by more than a minute. After a kill it is sent again when this is over.
 */
const claimMs = 120_000;
/** How long a stop waits for attempts that are under way before it cuts them off. They are made again. */
const patienceMs = 3000;

export interface DeliveryWorkerOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly nextId: NextId;
  readonly random: Random;
  /** Undefined where no mail server is set. */
  readonly mailer: Mailer | undefined;
  readonly webhookKeys: readonly Buffer[];
  /** Makes the commit under which a webhook that is gone is disabled, so that it is in the audit log. */
  readonly createCommit: () => Commit;
  readonly onFault: (error: unknown) => void;
}

interface UnderWay {
  readonly lane: string;
  readonly done: Promise<void>;
}

const emailLane = 'email';
const laneOf = ({ webhookId }: Delivery): string => webhookId ?? emailLane;
const roomIn = (lane: string): number => (lane === emailLane ? maximumMails : maximumPerWebhook);

/**
 * Works off the outbox, in the background and on any number of nodes: each takes what is due by a claim, so that two never send
 * one thing while both live. At least once: what a process had claimed when it died is sent again.
 */
export class DeliveryWorker {
  readonly #options: DeliveryWorkerOptions;
  readonly #underWay = new Map<string, UnderWay>();
  readonly #cutOff = new AbortController();
  #round: Promise<void> | undefined;
  /** Asked for during a round, which may have looked before there was room. */
  #isAskedAgain = false;
  #stopped = false;

  constructor(options: DeliveryWorkerOptions) {
    this.#options = options;
  }

  /** Takes as much of what is due as there is room for and begins to send it. Call it often: it costs one indexed read. */
  run(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    if (this.#round !== undefined) {
      this.#isAskedAgain = true;
      return this.#round;
    }
    this.#isAskedAgain = false;
    this.#round = this.#takeDue()
      .catch(this.#options.onFault)
      .finally(() => {
        this.#round = undefined;
        if (this.#isAskedAgain) void this.run();
      });
    return this.#round;
  }

  /** Resolves once nothing is under way and nothing more is due. */
  async drain(): Promise<void> {
    for (;;) {
      while (this.#round !== undefined) await this.#round;
      await this.run();
      if (this.#round !== undefined) continue;
      if (this.#underWay.size === 0) return;
      await Promise.race([...this.#underWay.values()].map(({ done }) => done));
    }
  }

  /** Takes nothing more, and waits for what is under way; what takes longer than three seconds is left for the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#round;
    const cutOff = setTimeout(() => this.#cutOff.abort(), patienceMs);
    await Promise.all([...this.#underWay.values()].map(({ done }) => done));
    clearTimeout(cutOff);
  }

  async #takeDue(): Promise<void> {
    const { database, clock, nextId } = this.#options;
    const now = clock.now();
    const chosen = await this.#choose(now);
    if (chosen.length === 0) return;
    const claim = nextId();
    const claimed = await database.transaction((trx) =>
      updateClaimed(trx, chosen, { claim, now, until: now + claimMs }),
    );
    for (const delivery of claimed) {
      const done = this.#attempt(delivery, claim)
        .catch(this.#options.onFault)
        .finally(() => {
          this.#underWay.delete(delivery.id);
          void this.run();
        });
      this.#underWay.set(delivery.id, { lane: laneOf(delivery), done });
    }
  }

  /** What is due and there is room for, in all and in its lane. */
  async #choose(now: number): Promise<readonly string[]> {
    const lanes = new Map<string, number>();
    for (const { lane } of this.#underWay.values()) lanes.set(lane, (lanes.get(lane) ?? 0) + 1);
    let room = maximumUnderWay - this.#underWay.size;
    if (room <= 0) return [];
    const full = [...lanes].filter(([lane, count]) => count >= roomIn(lane)).map(([lane]) => lane);
    const busy = {
      email: this.#options.mailer === undefined || full.includes(emailLane),
      webhookIds: full.filter((lane) => lane !== emailLane),
    };
    const due = await findDue(this.#options.database.reader, now, busy, lookedAtOnce);
    const chosen: string[] = [];
    for (const delivery of due) {
      const lane = laneOf(delivery);
      const count = lanes.get(lane) ?? 0;
      if (room === 0 || count >= roomIn(lane)) continue;
      lanes.set(lane, count + 1);
      room -= 1;
      chosen.push(delivery.id);
    }
    return chosen;
  }

  async #attempt(delivery: Delivery, claim: string): Promise<void> {
    const { database, clock, random } = this.#options;
    const at = clock.now();
    const outcome = await this.#send(delivery, at);
    if (this.#cutOff.signal.aborted && outcome.error !== null) {
      await database.transaction((trx) => updateReleased(trx, claim, delivery.id));
      return;
    }
    const chance = Number(random.characters('0123456789', 6)) / 1_000_000;
    const after = afterAttempt(delivery, outcome, { at, now: clock.now(), chance });
    if (outcome.status === goneStatus) await this.#disable(after, claim);
    else await database.transaction((trx) => updateAttempted(trx, claim, after));
  }

  async #send({ id, noticeId, eventId, webhookId }: Delivery, now: number): Promise<Outcome> {
    const { database, mailer, webhookKeys: keys } = this.#options;
    const { signal } = this.#cutOff;
    if (webhookId !== null && eventId !== null) {
      const post = await findPost(database.reader, webhookId, eventId);
      if (post === undefined) return givenUp('the webhook was deleted');
      return post.enabled ? sendWebhook(post, { eventId, keys, now }, signal) : givenUp('the webhook is disabled');
    }
    const mail = noticeId === null ? undefined : await findMail(database.reader, noticeId);
    if (mail === undefined || mail.disabledAt !== null) return givenUp('the user is disabled or gone');
    return mailer === undefined ? givenUp('no mail server is set') : mailer.send(mail, id, signal);
  }

  /** A receiver that is gone is not sent anything again, until an administrator enables it. */
  async #disable(delivery: Delivery, claim: string): Promise<void> {
    await this.#options.createCommit()(async (trx) => {
      await updateAttempted(trx, claim, delivery);
      const webhook = await lockWebhook(trx, delivery.webhookId ?? '');
      if (webhook === undefined || !webhook.enabled) return { reply: undefined, target: null };
      const disabledReason = `Its receiver answered ${goneStatus}: it wants no more events.`;
      const disabled = { ...webhook, enabled: false, disabledReason };
      await updateWebhookRow(trx, disabled, this.#options.clock.now());
      const details = { host: new URL(webhook.url).host, enabled: false, reason: disabledReason };
      return { reply: undefined, target: { kind: 'webhook', id: webhook.id, details } };
    });
  }
}

const givenUp = (error: string): Outcome => ({ status: null, error, final: true });
