/**
 * Node's modules that a function may load. What `@forge/*` needs is among them (async_hooks, crypto, fs, path); those that
 * reach a network, a process or another thread are not, since they would pass by the egress rules.
 */
const ALLOWED: readonly string[] = [
  'assert',
  'async_hooks',
  'buffer',
  'crypto',
  'events',
  'fs',
  'fs/promises',
  'os',
  'path',
  'path/posix',
  'perf_hooks',
  'punycode',
  'querystring',
  'stream',
  'stream/promises',
  'stream/web',
  'string_decoder',
  'timers',
  'timers/promises',
  'url',
  'util',
  'util/types',
  'zlib',
];

/**
 * Shuts this thread's ways around the one door.
 * @param bar tells of a try and throws.
 * @returns the `require` that the app's bundle gets.
 */
export function barWaysOut(
  realRequire: NodeJS.Require,
  bar: (what: string) => never,
): (name: string) => unknown {
  for (const name of ['binding', '_linkedBinding', 'dlopen', 'getBuiltinModule', 'chdir', 'kill']) {
    Object.defineProperty(process, name, { value: () => bar(`process.${name}`) });
  }
  Object.defineProperty(process, 'mainModule', { value: undefined });
  for (const name of [
    'require',
    'module',
    'WebSocket',
    'EventSource',
    'BroadcastChannel',
    'XMLHttpRequest',
  ]) {
    Reflect.deleteProperty(globalThis, name);
  }
  return name => {
    const bare = name.replace(/^node:/, '');
    return ALLOWED.includes(bare) ? realRequire(bare) : bar(`The module ${name}`);
  };
}
