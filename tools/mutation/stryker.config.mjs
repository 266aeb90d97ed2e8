// Mutation testing of the judging core: `npm run mutation`. Its packages are in this folder, apart from the app's.

/** The judging core: domain types, posture, and the pure planner of work items. */
export const MUTATED = [
  'src/domain/*.ts',
  'src/posture/*.ts',
  ...['plan-actions', 'announcement-timing', 'schedule', 'due-day', 'timeouts'].map(
    name => `src/remediation/plan/${name}.ts`,
  ),
];

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: MUTATED,
  testRunner: 'jest',
  jest: { configFile: 'tools/mutation/jest.config.cjs', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  // Each mutant of a constant needs a process of its own; tables in the tests state the constants.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 60_000,
  thresholds: { high: 95, low: 90, break: 85 },
  reporters: ['clear-text', 'progress'],
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
  // The copy that is mutated needs only what its tests read.
  ignorePatterns: ['/docs', '/bench', '/cli', '/.sandbox', '/tools/forge', '/coverage'],
  tempDirName: '.sandbox/mutation',
};
