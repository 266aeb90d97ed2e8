const base = require('../../jest.config.cjs');

/** The unit tests of what is mutated: none of them reads a site or starts a worker. */
module.exports = {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/posture', '<rootDir>/test/domain', '<rootDir>/test/remediation'],
  // Random histories take longer than all other tests, and each mutant would run them.
  testPathIgnorePatterns: [...base.testPathIgnorePatterns, '/never-blind\\.test\\.ts$'],
  testMatch: [
    '**/test/{posture,domain}/*.test.ts',
    '**/test/remediation/plan/{plan,timing,duplicates}.test.ts',
  ],
};
