import type { Reader } from '../../db/database.ts';
import { allHolders, type SnapshotHolder, SubjectSnapshots } from '../freshness/index.ts';
import { type AppliedPolicy, type PolicyPlaces, toApplied } from './applied-policy.ts';
import { type CompiledPolicy, compilePolicy, type Policy } from './policy.ts';
import { findDefaultPolicy, findPolicyById } from './policy-store.ts';

/** How many policies, and of how many projects the default, a process remembers. */
const rememberedPolicies = 2000;
const rememberedDefaults = 20_000;

/** What is remembered under a policy’s id: none where there is no such one, or it is disabled. */
interface PolicySnapshot {
  readonly policy: CompiledPolicy | undefined;
}

/** What is remembered of a project. */
interface DefaultSnapshot {
  readonly policyId: string | null;
}

const nothing: PolicySnapshot = { policy: undefined };

const compileEnabled = (policy: Policy | undefined): PolicySnapshot =>
  policy?.enabled ? { policy: compilePolicy(policy) } : nothing;

/** The policies that this process has compiled. Bounded. Used only once freshness has caught up. */
export class KnownPolicies {
  readonly #policies = new SubjectSnapshots<PolicySnapshot>(rememberedPolicies);
  readonly #defaults = new SubjectSnapshots<DefaultSnapshot>(rememberedDefaults);
  /** What freshness is to tell of changes. */
  readonly holder: SnapshotHolder = allHolders(this.#policies, this.#defaults);

  /** The policies that apply; undefined where that is not known without the database. */
  recall({ ownPolicyId, projectId }: PolicyPlaces): readonly AppliedPolicy[] | undefined {
    const own = ownPolicyId === null ? nothing : this.#policies.get(`rate-limit-policy:${ownPolicyId}`);
    const standard = projectId === '' ? nothing : this.#recallDefault(projectId);
    return own === undefined || standard === undefined ? undefined : toApplied(own.policy, standard.policy);
  }

  #recallDefault(projectId: string): PolicySnapshot | undefined {
    const standard = this.#defaults.get(`rate-limit-default:${projectId}`);
    if (standard === undefined) return undefined;
    return standard.policyId === null ? nothing : this.#policies.get(`rate-limit-policy:${standard.policyId}`);
  }

  /**
   * Reads the policies that apply. Each request that misses reads for itself: one that joined an earlier reading could be
   * given what was changed before it began.
   */
  async load(reader: Reader, { ownPolicyId, projectId }: PolicyPlaces): Promise<readonly AppliedPolicy[]> {
    const own = ownPolicyId === null ? nothing : await this.#loadPolicy(reader, ownPolicyId);
    if (projectId === '') return toApplied(own.policy, undefined);
    const standardId = await this.#loadDefault(reader, projectId);
    const standard = standardId === null ? nothing : await this.#loadPolicy(reader, standardId);
    return toApplied(own.policy, standard.policy);
  }

  async #loadPolicy(reader: Reader, id: string): Promise<PolicySnapshot> {
    const load = this.#policies.beginLoad(`rate-limit-policy:${id}`);
    try {
      const snapshot = compileEnabled(await findPolicyById(reader, id));
      load.finish(snapshot);
      return snapshot;
    } finally {
      load.abandon();
    }
  }

  async #loadDefault(reader: Reader, projectId: string): Promise<string | null> {
    const load = this.#defaults.beginLoad(`rate-limit-default:${projectId}`);
    try {
      const policyId = (await findDefaultPolicy(reader, projectId))?.id ?? null;
      load.finish({ policyId });
      return policyId;
    } finally {
      load.abandon();
    }
  }
}

/** The policies that apply, read as they are now and not remembered: for showing them. */
export async function loadPolicies(
  reader: Reader,
  { ownPolicyId, projectId }: PolicyPlaces,
): Promise<readonly AppliedPolicy[]> {
  const own = ownPolicyId === null ? undefined : await findPolicyById(reader, ownPolicyId);
  const standard = projectId === '' ? undefined : await findDefaultPolicy(reader, projectId);
  return toApplied(compileEnabled(own).policy, compileEnabled(standard).policy);
}
