/** One setting: where it comes from, what it means, what it may be. The generated configuration page is made of these. */
export interface Setting<T> {
  readonly variable: string;
  readonly description: string;
  /** The default in words, as documentation shows it. */
  readonly fallbackText: string;
  readonly bounds: string;
  readonly secret: boolean;
  /** The value, or a fault: a sentence that says what the variable must be. `text` is undefined where it is absent. */
  read(text: string | undefined): { readonly value: T } | { readonly fault: string };
}

type Common = { readonly variable: string; readonly description: string };

export function integer(options: Common & { fallback: number; min: number; max: number }): Setting<number> {
  const { variable, description, fallback, min, max } = options;
  return {
    variable,
    description,
    fallbackText: String(fallback),
    bounds: `integer, ${min} to ${max}`,
    secret: false,
    read(text) {
      if (text === undefined) return { value: fallback };
      const value = Number(text);
      const fits = /^\d+$/.test(text) && value >= min && value <= max;
      return fits ? { value } : { fault: `must be an integer from ${min} to ${max}, not "${text}".` };
    },
  };
}

export function text<T extends string | undefined>(
  options: Common & {
    fallback: T;
    fallbackText?: string;
    bounds?: string;
    secret?: boolean;
    /** A sentence that says what is wrong with the value, or undefined. It must not repeat a secret. */
    fault?: (value: string) => string | undefined;
  },
): Setting<string | T> {
  const { variable, description, fallback, bounds = 'text', secret = false, fault } = options;
  return {
    variable,
    description,
    fallbackText: options.fallbackText ?? fallback ?? '—',
    bounds,
    secret,
    read(value) {
      if (value === undefined) return { value: fallback };
      const wrong = fault?.(value);
      return wrong === undefined ? { value } : { fault: wrong };
    },
  };
}

export function list(
  options: Common & { fallbackText: string; bounds: string; fault: (item: string) => string | undefined },
): Setting<readonly string[]> {
  const { variable, description, fallbackText, bounds, fault } = options;
  return {
    variable,
    description,
    fallbackText,
    bounds,
    secret: false,
    read(value) {
      const items = (value ?? '').split(',').map((item) => item.trim());
      const present = items.filter((item) => item !== '');
      const wrong = present.map(fault).find((sentence) => sentence !== undefined);
      return wrong === undefined ? { value: present } : { fault: wrong };
    },
  };
}

export function choice<const C extends string>(options: Common & { fallback: C; choices: readonly C[] }): Setting<C> {
  const { variable, description, fallback, choices } = options;
  return {
    variable,
    description,
    fallbackText: fallback,
    bounds: choices.join(', '),
    secret: false,
    read(value) {
      if (value === undefined) return { value: fallback };
      const chosen = choices.find((candidate) => candidate === value);
      return chosen === undefined
        ? { fault: `must be one of ${choices.join(', ')}, not "${value}".` }
        : { value: chosen };
    },
  };
}
