// Atlassian's Forge command line in the app's folder: `npm run forge -- <command>`. Credentials come from the environment:
// the package that would keep them in the system's key ring needs a compiler and libraries to install, and is left out.
const { spawnSync } = require('node:child_process');
const { dirname, join } = require('node:path');
const { appFolder } = require('./offline.cjs');

const missing = ['FORGE_EMAIL', 'FORGE_API_TOKEN'].filter(name => !process.env[name]);
if (missing.length > 0) {
  console.error(
    `Set ${missing.join(' and ')}: the e-mail of your Atlassian account and an API token of it ` +
      '(https://id.atlassian.com/manage-profile/security/api-tokens). They are read from the environment only.',
  );
  process.exit(2);
}

const manifest = require.resolve('@forge/cli/package.json');
const program = join(dirname(manifest), require(manifest).bin.forge);
const { status } = spawnSync(process.execPath, [program, ...process.argv.slice(2)], {
  cwd: appFolder,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
