import { nameOf } from '../jira/operation';
import { operations } from '../jira/operations';
import { createSite } from '../jira/site';
import { NoDocuments, readDocuments } from './documents';
import { Conformance } from './exchange';
import { refusals } from './refusals';
import { scopeProblems } from './scopes';
import { asking } from './session';
import { tour } from './tour';

/** Drives every operation of the simulated site and holds each exchange against Atlassian's documents. @returns the exit code */
async function run(): Promise<number> {
  const documents = readDocuments(process.env['OPENAPI_DIR']);
  const conformance = new Conformance(documents);
  const site = await createSite();
  const problems = new Map<string, Set<string>>();
  const seen = new Map<string, Set<number>>();
  let exchanges = 0;
  const note = (operation: string, problem: string): void => {
    problems.set(operation, (problems.get(operation) ?? new Set<string>()).add(problem));
  };
  site.meter.onExchange(exchange => {
    exchanges += 1;
    seen.set(exchange.operation, (seen.get(exchange.operation) ?? new Set<number>()).add(exchange.status));
    for (const problem of conformance.problems(exchange)) note(exchange.operation, problem);
  });
  const admin = asking(site, site.as(site.people.ana));
  await tour(site, admin);
  await refusals(operations, documents, {
    admin,
    user: asking(site, site.as(site.people.user)),
    anonymous: asking(site, {}),
  });
  site.state.site.premium = true;
  await admin('GET /rest/api/3/plans/plan');
  await site.close();

  for (const operation of operations) {
    const name = nameOf(operation);
    const statuses = [...(seen.get(name) ?? [])].sort();
    console.log(`${statuses.some(status => status < 300) ? 'ok ' : '-- '} ${name}  ${statuses.join(' ')}`);
    if (!statuses.some(status => status < 300)) note(name, 'was never answered with success');
  }
  for (const problem of scopeProblems(operations, documents)) note('scopes', problem);
  for (const [operation, wrong] of problems)
    for (const problem of wrong) console.error(`${operation}: ${problem}`);
  console.log(
    `\n${operations.length} operations, ${exchanges} exchanges, ${[...problems.values()].reduce((sum, set) => sum + set.size, 0)} differences`,
  );
  return problems.size === 0 ? 0 : 1;
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
