/**
 * Node's modules that a function may load. What `@forge/*` needs is among them (async_hooks, crypto, fs, path); those that
 * reach a network, a process or another thread are not, since they would pass by the egress rules.
 */
const ALLOWED_MODULES: readonly string[] = [
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
 * @param block tells of a try and throws.
 * @returns the `require` that the app's bundle gets.
 */
export function restrictWorker(
  realRequire: NodeJS.Require,
  block: (what: string) => never,
): (name: string) => unknown {
  for (const name of ['binding', '_linkedBinding', 'dlopen', 'getBuiltinModule', 'chdir', 'kill']) {
    Object.defineProperty(process, name, { value: () => block(`process.${name}`) });
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
    const moduleName = name.replace(/^node:/, '');
    return ALLOWED_MODULES.includes(moduleName) ? realRequire(moduleName) : block(`The module ${name}`);
  };
}
