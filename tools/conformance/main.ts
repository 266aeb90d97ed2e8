/*
 * Holds the simulated Jira, and what the app asks of it, against Atlassian's documents: npm run conformance
 */
import { type Documents, MissingDocumentsError, readDocuments } from '../../sandbox/conformance/documents';
import { exerciseRefusals } from '../../sandbox/conformance/exercise-refusals';
import { findScopeProblems } from '../../sandbox/conformance/documented-scopes';
import { createRequestSender } from '../../sandbox/conformance/request-sender';
import { exerciseOperations } from '../../sandbox/conformance/exercise-operations';
import { assess } from '../../cli/assess-site';
import { SANDBOX_PASSWORD } from '../../sandbox/jira/identities';
import { operationName } from '../../sandbox/jira/operation';
import { operations } from '../../sandbox/jira/operations';
import { createSite, type Site } from '../../sandbox/jira/site';
import { appOperations, runAppLifecycle } from './app-lifecycle';
import { ExchangeChecker } from './exchange-checker';

/** Asks a site for every operation: for a success, for its refusals, and for all that the terminal's `assess` asks for. */
async function callEveryOperation(site: Site, documents: Documents): Promise<void> {
  const admin = createRequestSender(site, site.as(site.people.ana));
  await exerciseOperations(site, admin);
  await exerciseRefusals(operations, documents, {
    admin,
    user: createRequestSender(site, site.as(site.people.user)),
    anonymous: createRequestSender(site, {}),
  });
  site.state.site.premium = true;
  await admin('GET /rest/api/3/plans/plan');
  const { email } = site.people.ana;
  await assess(
    { target: { is: 'site', address: site.url }, json: true },
    { ATLASSIAN_EMAIL: email, ATLASSIAN_API_TOKEN: SANDBOX_PASSWORD },
    () => undefined,
  );
}

/** @returns the exit code */
async function checkConformance(): Promise<number> {
  const documents = readDocuments(process.env['OPENAPI_DIR']);
  const checker = new ExchangeChecker(documents);
  const site = await createSite();
  checker.listen(site.meter);
  await callEveryOperation(site, documents);
  await site.close();
  await runAppLifecycle(meter => checker.listen(meter));

  for (const operation of operations) {
    const name = operationName(operation);
    const statuses = checker.statuses(name);
    const succeeded = statuses.some(status => status < 300);
    const byApp = checker.wasCalledByApp(name) ? '  also by the app' : '';
    console.log(`${succeeded ? 'ok ' : '-- '} ${name}  ${statuses.join(' ')}${byApp}`);
    if (!succeeded) checker.addProblem(name, 'was never answered with success');
  }
  for (const name of appOperations)
    if (!checker.wasCalledByApp(name))
      checker.addProblem(name, 'the app never asked for it, so that nothing of it was checked');
  for (const problem of findScopeProblems(operations, documents)) checker.addProblem('scopes', problem);

  const problems = checker.problems();
  for (const problem of problems) console.error(problem);
  console.log(
    `\n${operations.length} operations, ${appOperations.length} of them the app's, ` +
      `${checker.exchanges} exchanges, ${problems.length} differences`,
  );
  return problems.length === 0 ? 0 : 1;
}

checkConformance().then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof MissingDocumentsError ? error.message : error);
    process.exitCode = 2;
  },
);
