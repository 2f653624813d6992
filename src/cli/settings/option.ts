/**
 * One thing that can be set, declared once: the flag, the variable, the key in a file and the line of
 * help all follow from its name.
 */
export interface Option<Value> {
  readonly kind: 'one' | 'many' | 'switch';
  /** As help shows it: `<ms>`; empty for a switch. */
  readonly value: string;
  readonly help: string;
  /** Throws an InvalidArgumentError that says what the value "must be". */
  readonly parse: (text: string) => Value;
  readonly initial?: Value;
  /** Of a path: what stands in a file is meant from where the file lies. */
  readonly isPath?: true;
  /** The flag can stand without a value, and then means yes. */
  readonly canBeBare?: true;
  /** `--no-x`: the one way to say a switch that is on, and another way to say a value that can be off. */
  readonly canBeOff?: true;
  /** What that does. */
  readonly helpOff?: string;
}

/** Several of it can be given. */
export type Many<Value> = Option<Value> & { readonly kind: 'many' };

/** `--no-x` says that there is to be none. */
export type Refusable<Value> = Option<Value> & { readonly kind: 'one'; readonly canBeOff: true };

/** And the flag alone says that there is to be one, whichever. */
export type Bare<Value> = Refusable<Value> & { readonly canBeBare: true };

type Extras<Value> = Pick<Option<Value>, 'initial' | 'isPath'>;

export function one<Value>(
  value: string,
  help: string,
  parse: (text: string) => Value,
  extras: Extras<NoInfer<Value>> = {},
): Option<Value> {
  return { kind: 'one', value, help, parse, ...extras };
}

export function oneOrNone<Value>(
  value: string,
  help: readonly [on: string, off: string],
  parse: (text: string) => Value,
  extras: Extras<NoInfer<Value>> = {},
): Refusable<Value> {
  return { kind: 'one', value, help: help[0], helpOff: help[1], parse, ...extras, canBeOff: true };
}

export function anyOrNone<Value>(
  value: string,
  help: readonly [on: string, off: string],
  parse: (text: string) => Value,
): Bare<Value> {
  return { ...oneOrNone(value, help, parse), canBeBare: true };
}

export function many<Value>(
  value: string,
  help: string,
  parse: (text: string) => Value,
): Many<Value> {
  return { kind: 'many', value, help, parse };
}

export function switchedOn(help: string): Option<boolean> {
  return { kind: 'switch', value: '', help, parse: Boolean, initial: false };
}

export function switchedOff(help: string): Option<boolean> {
  return { kind: 'switch', value: '', help, parse: Boolean, initial: true, canBeOff: true };
}

/** `dialTimeout` as `--dial-timeout`. */
export function flagOf(key: string): string {
  return `--${dashed(key)}`;
}

/** `dialTimeout` as `PEERTAPE_DIAL_TIMEOUT`. */
export function variableOf(key: string): string {
  return `PEERTAPE_${dashed(key).replaceAll('-', '_').toUpperCase()}`;
}

/** The forms in which commander is to know it. */
export function formsOf(key: string, option: Option<unknown>): readonly string[] {
  const flag = flagOf(key);
  const off = `--no-${dashed(key)}`;
  if (option.kind === 'switch') return [option.canBeOff ? off : flag];
  return [`${flag} ${option.value}`, ...(option.canBeOff ? [off] : [])];
}

/** A size as it could be given, where that is shorter. */
export function valueInWords({ value: form }: Option<unknown>, value: unknown): string {
  if (form !== '<size>' || typeof value !== 'number') return String(value);
  const [unit, name] = sizeUnits.find(([bytes]) => value % bytes === 0) ?? [1, ''];
  return `${value / unit}${name}`;
}

const sizeUnits = [
  [1_073_741_824, 'GB'],
  [1_048_576, 'MB'],
  [1_024, 'KB'],
] as const;

function dashed(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
