import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Plugin } from 'esbuild';

/**
 * Gives the shell the module `every-icon`: all icons of Atlaskit's core set by name, since an app's page names icons that
 * only it knows.
 */
export function everyIcon(): Plugin {
  const folder = dirname(require.resolve('@atlaskit/icon/core/add'));
  return {
    name: 'every-icon',
    setup(build) {
      build.onResolve({ filter: /^every-icon$/ }, ({ path }) => ({ path, namespace: 'every-icon' }));
      build.onLoad({ filter: /.*/, namespace: 'every-icon' }, () => ({
        contents: listing(folder),
        resolveDir: folder,
      }));
    },
  };
}

function listing(folder: string): string {
  const names = readdirSync(folder).flatMap(file => /^([a-z0-9-]+)\.js$/.exec(file)?.[1] ?? []);
  const imports = names.map((name, index) => `import * as icon${index} from './${name}.js';`);
  // The files are CommonJS whose `default` is the component; bundled, it may stand one level deeper.
  const entries = names.map((name, index) => `${JSON.stringify(name)}: component(icon${index}),`);
  return `${imports.join('\n')}
const component = ({ default: one }) => one.default ?? one;
export default {
${entries.join('\n')}
};`;
}
