// Runs Atlassian's @forge/lint on manifest.yml and src without an account or a network: what `forge lint` does before it
// asks Atlassian's servers. Scopes are judged by Atlassian's OpenAPI documents in the folder OPENAPI_DIR.
// Fails on errors and on warnings: a handler that doesn't exist is only a warning there.
const { existsSync, readdirSync, writeFileSync } = require('node:fs');
const { extname, join, resolve } = require('node:path');
const { appFolder, logger, noSwitches, passingFolder, spent } = require('./offline.cjs');

const WHERE_FROM = [
  'https://developer.atlassian.com/cloud/jira/platform/swagger-v3.v3.json -> jira-platform-v3.<date>.json',
  'https://developer.atlassian.com/cloud/jira/service-desk/swagger.v3.json -> jira-service-management.<date>.json',
  'https://developer.atlassian.com/cloud/jira/software/swagger.v3.json -> jira-software.<date>.json',
];

/** The linter's variables and the documents that they name. It wants all of them; the others stay empty. */
const DOCUMENTS = {
  LOCAL_JIRA_SWAGGER: 'jira-platform-v3',
  LOCAL_JSM_SWAGGER: 'jira-service-management',
  LOCAL_JSW_SWAGGER: 'jira-software',
};
const EMPTY = ['LOCAL_CONF_SWAGGER', 'LOCAL_CONF_V2_SWAGGER', 'LOCAL_BB_SWAGGER'];

function stop(text) {
  console.error(text);
  process.exit(2);
}

/** The newest document of that name in the folder: `<name>.<yyyy-mm-dd>.json`. */
function newest(folder, name) {
  const dated = readdirSync(folder).filter(
    file => file.startsWith(`${name}.`) && /\.\d{4}-\d\d-\d\d\.json$/.test(file),
  );
  const last = dated.sort().at(-1);
  return last === undefined
    ? stop(`${folder} has no ${name}.<date>.json. Get it:\n${WHERE_FROM.join('\n')}`)
    : join(folder, last);
}

function useDocuments(passing) {
  const given = process.env.OPENAPI_DIR;
  if (given === undefined || !existsSync(given))
    stop(
      `The real lint judges scopes by Atlassian's OpenAPI documents. Set OPENAPI_DIR to a folder with them${
        given === undefined ? '' : ` (${given} doesn't exist)`
      }:\n${WHERE_FROM.join('\n')}`,
    );
  const folder = resolve(given);
  const empty = join(passing, 'no-paths.json');
  writeFileSync(empty, JSON.stringify({ paths: {} }));
  for (const [variable, name] of Object.entries(DOCUMENTS)) process.env[variable] = newest(folder, name);
  for (const variable of EMPTY) process.env[variable] = empty;
  process.env.USE_LOCAL_SWAGGER = '1';
}

async function main() {
  useDocuments(passingFolder());
  process.chdir(appFolder);
  const start = performance.now();
  const { lint, litelint, problemCount, reportLintResults } = require('@forge/lint');
  const {
    ConfigFile,
    FileSystemReader,
    FileSystemWriter,
    listTSConfigIncludeExclude,
  } = require('@forge/cli-shared');
  const reader = new FileSystemReader();

  const { include, exclude } = await listTSConfigIncludeExclude(reader);
  if (include.length + exclude.length > 0)
    stop(
      'tsconfig.json must have neither include nor exclude: @forge/lint would skip TypeScript files without a word.',
    );

  const files = (await reader.recursiveReadDir('./src', ['node_modules'])).filter(file =>
    ['.ts', '.tsx', '.js', '.jsx'].includes(extname(file)),
  );
  const manifest = await new ConfigFile(reader, new FileSystemWriter()).readConfig();
  const results = [
    ...(await litelint(logger, noSwitches)),
    ...(await lint(files, manifest, 'development', logger, noSwitches, { linter: { mode: 'client-side' } })),
  ];
  reportLintResults(logger, results);
  const { errors, warnings, approvals } = problemCount(results);
  console.log(
    `${files.length} files: ${errors} errors, ${warnings} warnings, ${approvals} approvals; ${spent(start)}.`,
  );
  process.exitCode = errors + warnings + approvals > 0 ? 1 : 0;
}

main().catch(error => {
  console.error(error);
  process.exitCode = 2;
});
