import { type Catalogue, type Input, type Operations, platformDefaults, type Reply } from '@keywright/contract';
import type { Principal } from './principal.ts';

type Op = Operations['getPlatform'];

/** What anyone may know of the platform: all of it stands in its platform file. */
export async function getPlatform(
  { catalogue }: { readonly catalogue: Catalogue },
  _principal: Principal,
  _input: Input<Op>,
): Promise<Reply<Op>> {
  const { platform, title, brand, tokens, limits, expiry, rotation } = catalogue.platform;
  const { pat, apiKey } = tokens;
  return {
    platform,
    title,
    brand,
    pat:
      pat === undefined
        ? null
        : {
            format: pat.mint,
            grants: pat.grants ?? platformDefaults.patGrants,
            defaultLevel: pat.defaultLevel ?? null,
            limit: limits.livePatsPerUser ?? null,
          },
    apiKey: apiKey === undefined ? null : { format: apiKey.mint, limit: limits.liveApiKeysPerProject ?? null },
    levels: catalogue.levels.map((level) => ({
      level,
      description: catalogue.platform.levels?.[level]?.description ?? '',
      followsOwner: catalogue.followsOwner(level),
    })),
    expiry: {
      required: expiry.required,
      maximumDays: expiry.maximumDays ?? null,
      defaultDays: expiry.defaultDays ?? null,
      presetsDays: [...expiry.presetsDays],
    },
    rotation: { maximumGraceSeconds: rotation?.maximumGraceSeconds ?? platformDefaults.maximumGraceSeconds },
  };
}
