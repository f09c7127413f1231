import { checkDigits, type TokenFormat, tokenFormats } from '@keywright/contract';

/** An API key of each format, with right check digits, by the name of the format. None is of any instance. */
export const sampleTokens: ReadonlyMap<string, string> = new Map(
  Object.values<TokenFormat>(tokenFormats).map((format) => [format.name, sampleOf(format)]),
);

function sampleOf(format: TokenFormat): string {
  const layout = format.layoutOf('api-key');
  const parts = {
    kind: 'api-key',
    projectId: format.namesProject ? '01M805BENY3ZEPYAXH5KC6Z4KD' : '',
    prefix: layout.prefixAlphabet.slice(0, layout.prefixLength),
  } as const;
  const unchecked = layout.secretAlphabet.repeat(2).slice(0, layout.randomLength + layout.sealLength);
  const secret = unchecked + checkDigits(format.head('tr', parts) + unchecked, layout);
  return format.format('tr', { ...parts, secret });
}
