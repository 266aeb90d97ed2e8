/** Half of a surrogate pair without the other half: valid in JSON, but `encodeURIComponent` throws on it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

export const isWellFormed = (text: string): boolean => !LONE_SURROGATE.test(text);

/** Encodes text for a URL. Replaces lone surrogates with U+FFFD, as browsers do. */
export const encodeUrlPart = (text: string): string =>
  encodeURIComponent(text.replace(new RegExp(LONE_SURROGATE, 'gu'), '\uFFFD'));

/**
 * The dotted path of the first ill-formed text in parsed JSON, including member names; undefined if there is none. Not
 * recursive, since browser input can be nested to any depth.
 */
export function findIllFormedPath(json: unknown): string | undefined {
  const pending: { readonly path: string; readonly value: unknown }[] = [{ path: '', value: json }];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    const { path, value } = current;
    if (typeof value === 'string' && !isWellFormed(value)) return path;
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, member] of Object.entries(value)) {
      if (!isWellFormed(name)) return path;
      pending.push({ path: path === '' ? name : `${path}.${name}`, value: member });
    }
  }
  return undefined;
}
