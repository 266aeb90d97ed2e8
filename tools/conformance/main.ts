/*
 * Holds the simulated Jira, and what the app asks of it, against Atlassian's documents: npm run conformance
 */
import { type Documents, NoDocuments, readDocuments } from '../../sandbox/conformance/documents';
import { refusals } from '../../sandbox/conformance/refusals';
import { scopeProblems } from '../../sandbox/conformance/scopes';
import { asking } from '../../sandbox/conformance/session';
import { tour } from '../../sandbox/conformance/tour';
import { assess } from '../../cli/assess-site';
import { SANDBOX_PASSWORD } from '../../sandbox/jira/identity';
import { nameOf } from '../../sandbox/jira/operation';
import { operations } from '../../sandbox/jira/operations';
import { createSite, type Site } from '../../sandbox/jira/site';
import { appOperations, liveAsApp } from './app-loop';
import { Held } from './held';

/** Asks a site for every operation: for a success, for its refusals, and for all that the terminal's `assess` asks for. */
async function askForEverything(site: Site, documents: Documents): Promise<void> {
  const admin = asking(site, site.as(site.people.ana));
  await tour(site, admin);
  await refusals(operations, documents, {
    admin,
    user: asking(site, site.as(site.people.user)),
    anonymous: asking(site, {}),
  });
  site.state.site.premium = true;
  await admin('GET /rest/api/3/plans/plan');
  const { email } = site.people.ana;
  await assess(
    { place: { is: 'site', address: site.url }, json: true },
    { ATLASSIAN_EMAIL: email, ATLASSIAN_API_TOKEN: SANDBOX_PASSWORD },
    () => undefined,
  );
}

/** @returns the exit code */
async function run(): Promise<number> {
  const documents = readDocuments(process.env['OPENAPI_DIR']);
  const held = new Held(documents);
  const site = await createSite();
  held.listen(site.meter);
  await askForEverything(site, documents);
  await site.close();
  await liveAsApp(meter => held.listen(meter));

  for (const operation of operations) {
    const name = nameOf(operation);
    const statuses = held.statuses(name);
    const succeeded = statuses.some(status => status < 300);
    const byApp = held.wasAskedByApp(name) ? '  also by the app' : '';
    console.log(`${succeeded ? 'ok ' : '-- '} ${name}  ${statuses.join(' ')}${byApp}`);
    if (!succeeded) held.note(name, 'was never answered with success');
  }
  for (const name of appOperations)
    if (!held.wasAskedByApp(name))
      held.note(name, 'the app never asked for it, so that nothing of it was checked');
  for (const problem of scopeProblems(operations, documents)) held.note('scopes', problem);

  const problems = held.problems();
  for (const problem of problems) console.error(problem);
  console.log(
    `\n${operations.length} operations, ${appOperations.length} of them the app's, ` +
      `${held.exchanges} exchanges, ${problems.length} differences`,
  );
  return problems.length === 0 ? 0 : 1;
}

run().then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof NoDocuments ? error.message : error);
    process.exitCode = 2;
  },
);
