// One jest for the whole workspace: tests sit beside the code (*.test.ts), flows in tests/. Tiers: bin/test-tiers.mjs.
const workspace = {
  domain: 'packages/domain',
  matching: 'packages/matching',
  chain: 'packages/chain',
  storage: 'packages/storage',
  queue: 'packages/queue',
  service: 'packages/service',
  client: 'packages/client',
  sealing: 'packages/sealing',
  sdk: 'packages/sdk',
  terminal: 'packages/terminal',
  devstack: 'packages/devstack',
  agent: 'agent',
  docs: 'docs',
  contracts: 'contracts',
}
const source = (name) => (name === 'contracts' ? 'deploy' : 'src')

const profile = process.env.AIIGO_TEST_PROFILE ?? 'default'
if (!['default', 'ci', 'deep'].includes(profile))
  throw new Error(`expected AIIGO_TEST_PROFILE default, ci or deep, got ${profile}`)

export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: {
    ...Object.fromEntries(
      Object.entries(workspace).map(([name, folder]) => [
        `^@aiigo/${name}$`,
        `<rootDir>/${folder}/${source(name)}/index.ts`,
      ]),
    ),
    '^@aiigo/chain/node$': '<rootDir>/packages/chain/src/node.ts',
    '^@aiigo/contracts/testing$': '<rootDir>/contracts/deploy/testing/index.ts',
    '^@aiigo/(chain|storage)/testing$': '<rootDir>/packages/$1/src/testing/index.ts',
    '^@aiigo/storage/testing/withStorage$': '<rootDir>/packages/storage/src/testing/withStorage.ts',
    '^@aiigo/terminal/(keystore|schemas)$': '<rootDir>/packages/terminal/src/$1/index.ts',
    '^@aiigo/terminal/money$': '<rootDir>/packages/terminal/src/output/index.ts',
    '^@aiigo/sdk/(node|local|testing)$': '<rootDir>/packages/sdk/src/$1/index.ts',
    // Before the next line, which takes every relative path.
    '/instanceOf\\.js$': '<rootDir>/bin/jest-instance-of.cjs',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  setupFilesAfterEnv: ['<rootDir>/bin/jest-tier-guard.mjs'],
  modulePathIgnorePatterns: ['/dist/', '/.aiigo/', '/contracts/out/'],
  // Only these: bin/test.mjs and subgraph/script/test.mjs are programs that run tests.
  testMatch: ['<rootDir>/**/src/**/*.test.ts', '<rootDir>/contracts/deploy/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  // A test that waits in vain says what for, long before this; the limit is for a busy machine.
  testTimeout: 30_000,
  maxWorkers: 2,
}
