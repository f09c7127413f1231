const unitsMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const shape = /^(\d{1,6})([smhdw])$/;
const isUnit = (text: string): text is keyof typeof unitsMs => Object.hasOwn(unitsMs, text);

/** The milliseconds of `90s`, `15m`, `12h`, `30d` or `2w`; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit = ''] = shape.exec(text) ?? [];
  return isUnit(unit) ? Number(count) * unitsMs[unit] : undefined;
}
