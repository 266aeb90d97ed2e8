/** Half of a character that takes two units, alone: JSON may carry it, and no address can. */
const LONE_SURROGATE = /\p{Surrogate}/u;

export const isWellFormed = (text: string): boolean => !LONE_SURROGATE.test(text);

/** A text as a part of an address that a person follows. What can't be encoded is replaced, as browsers do. */
export const addressPart = (text: string): string =>
  encodeURIComponent(text.replace(new RegExp(LONE_SURROGATE, 'gu'), '\uFFFD'));

/**
 * Where JSON holds a text that is not well formed, as a path of dots; undefined where it holds none. Names of members count.
 * Without recursion: what a browser sends may be nested as deep as it likes.
 */
export function illFormedAt(json: unknown): string | undefined {
  const open: { readonly path: string; readonly value: unknown }[] = [{ path: '', value: json }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, value } = next;
    if (typeof value === 'string' && !isWellFormed(value)) return path;
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, member] of Object.entries(value)) {
      if (!isWellFormed(name)) return path;
      open.push({ path: path === '' ? name : `${path}.${name}`, value: member });
    }
  }
  return undefined;
}
