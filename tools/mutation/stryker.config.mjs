// Which mutants of the judging core the tests notice: `npm run mutation`. Packages are in this folder, apart from the app's.

/** The judging, the terms it is made of, and the planner of work items with the pure files it is made of. */
export const MUTATED = [
  'src/terms/*.ts',
  'src/posture/*.ts',
  ...['plan', 'waiting', 'scheduling', 'due', 'patience'].map(name => `src/remediation/${name}.ts`),
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
