const swc = {
  jsc: {
    parser: { syntax: 'typescript', tsx: true },
    target: 'es2022',
    transform: { react: { runtime: 'automatic' } },
  },
  module: { type: 'commonjs' },
};

/** Packages that come as ES modules alone: jest runs CommonJS. */
const ES_MODULES = ['string-width', 'strip-ansi', 'ansi-regex', 'get-east-asian-width'];

/** The tests that need no browser. Those that drive Chromium (test/e2e) and the long ones have commands of their own. */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/', '\\.long\\.test\\.ts$'],
  transform: { '\\.(tsx?|js)$': ['@swc/jest', swc] },
  transformIgnorePatterns: [`/node_modules/(?!(?:${ES_MODULES.join('|')})/)`],
  testTimeout: 60_000,
  // Jest leaves a core to itself, of two it would use one.
  maxWorkers: '100%',
};
