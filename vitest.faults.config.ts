// Tests with faults, many processes or long lives, which take longer than those of every day.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/faults/**/*.test.ts', 'test/simulation/**/*.test.ts'],
    globalSetup: ['test/support/databases/postgres.ts'],
    pool: 'forks',
    testTimeout: 600_000,
    hookTimeout: 60_000,
  },
})
