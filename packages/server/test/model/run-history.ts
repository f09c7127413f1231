import assert from 'node:assert/strict';
import { CredentialModel } from './credential-model.ts';
import type { Held, Service } from './service.ts';
import type { Step } from './step.ts';

const mostCredentials = 4;

/** Plays a history on the service and on the model; whatever either says must be what the other says. */
export async function runHistory(service: Service, steps: readonly Step[]): Promise<void> {
  await service.reset();
  const model = new CredentialModel(service.clock.now());
  const play = new Play(service, model);
  await play.mint('pat', 0, null);
  await play.mint('api-key', 1, null);
  for (const step of steps) await play.take(step);
  await play.presentLatest();
}

class Play {
  readonly #service: Service;
  readonly #model: CredentialModel;
  readonly #held: Held[] = [];

  constructor(service: Service, model: CredentialModel) {
    this.#service = service;
    this.#model = model;
  }

  async mint(kind: Held['kind'], user: number, expiresAt: number | null): Promise<void> {
    this.#model.mint(kind, user, expiresAt);
    this.#held.push(await this.#service.mint(kind, user, expiresAt));
  }

  async take(step: Step): Promise<void> {
    const model = this.#model;
    const service = this.#service;
    switch (step.do) {
      case 'mint':
        if (this.#held.length === mostCredentials || model.disabled[step.user] || model.archived) return;
        return this.mint(step.kind, step.user, this.#in(step.lifeMs));
      case 'rotate':
        return this.#rotate(step);
      case 'use': {
        const [index] = this.#pick(step.which);
        return this.#present(index, step.back % (model.rotations(index) + 1), step.process);
      }
      case 'use a secret that was never given out': {
        const token = service.inventToken(this.#pick(step.which)[1]);
        return assert.equal(await service.present(token, step.process), 'unknown');
      }
      case 'revoke':
      case 'delete': {
        const [index, held] = this.#pick(step.which);
        if (step.do === 'delete' && held.kind !== 'pat') return;
        return assert.equal(await service.end(held, step.do), model.end(index, step.do), step.do);
      }
      case 'wait': {
        const ends = model.comingEnds();
        const end = ends[step.end % Math.max(1, ends.length)];
        if (end === undefined) return;
        model.now = step.justBefore ? end - 1 : end;
        return service.clock.setNow(model.now);
      }
      case 'disable':
      case 'enable':
        model.disabled[step.user] = step.do === 'disable';
        return service.setDisabled(step.user, step.do === 'disable');
      case 'archive':
        model.archived = true;
        return service.archive();
    }
  }

  /** The last replaced and the present secret of every credential, in that order: the second may end the first. */
  async presentLatest(): Promise<void> {
    for (const index of this.#held.keys()) {
      if (this.#model.rotations(index) > 0) await this.#present(index, 1, 0);
      await this.#present(index, 0, 1);
    }
  }

  async #rotate({ which, graceSeconds, endGraceOnFirstUse, lifeMs }: Step & { do: 'rotate' }): Promise<void> {
    const [index, held] = this.#pick(which);
    const expiresAt = lifeMs === undefined ? undefined : this.#in(lifeMs);
    const options = { graceSeconds, endGraceOnFirstUse, expiresAt };
    assert.equal(await this.#service.rotate(held, options), this.#model.rotate(index, options), 'rotate');
  }

  async #present(index: number, back: number, process: number): Promise<void> {
    const token = this.#held[index]?.tokens.at(-1 - back) ?? '';
    const expected = this.#model.present(index, back);
    assert.equal(await this.#service.present(token, process), expected, `secret ${back} back of credential ${index}`);
  }

  #pick(which: number): readonly [number, Held] {
    const index = which % this.#held.length;
    const held = this.#held[index];
    if (held === undefined) throw new RangeError('a history starts with credentials');
    return [index, held];
  }

  #in(lifeMs: number | null): number | null {
    return lifeMs === null ? null : this.#model.now + lifeMs;
  }
}
