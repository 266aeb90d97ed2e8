/** `props` without the keys whose value is undefined: an absent property and an undefined one are not the same to strict types. */
export type WithoutUndefined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

export function withoutUndefined<T extends object>(props: T): WithoutUndefined<T> {
  // The keys that are left are the ones that the type leaves; the compiler can't follow a filter.
  return Object.fromEntries(
    Object.entries(props).filter(([, value]) => value !== undefined),
  ) as WithoutUndefined<T>;
}
