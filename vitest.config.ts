// The tests of every day; those with faults, many processes or long lives have a config of their own.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/faults/**', 'test/simulation/**'],
    globalSetup: [
      'test/support/files-in-memory.ts',
      'test/support/databases/postgres.ts',
      'test/support/browser/browser.ts',
    ],
    pool: 'forks',
    // A process of its own for each file would load the whole program anew 200 times. Files share one, so nothing that a
    // test replaces may outlive it.
    isolate: false,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    // All cores: by itself vitest leaves one out, which of two is half.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // By itself a second, which a busy machine may not have.
    expect: { poll: { timeout: 15_000 } },
  },
})
