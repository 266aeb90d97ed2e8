const swc = {
  jsc: {
    parser: { syntax: 'typescript', tsx: true },
    target: 'es2022',
    transform: { react: { runtime: 'automatic' } },
  },
  module: { type: 'commonjs' },
};

/** The tests that need no browser. Those that drive Chromium stand in test/e2e and have their own command. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
  transform: { '\\.tsx?$': ['@swc/jest', swc] },
  testTimeout: 60_000,
  // Jest leaves a core to itself, of two it would use one.
  maxWorkers: '100%',
};
