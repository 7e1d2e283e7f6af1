// What draws things to look at: the gallery of all cards and forms, and the pictures of the docs.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/gallery/gallery.ts', 'test/gallery/pictures.ts'],
    globalSetup: ['test/support/databases/postgres.ts', 'test/support/browser/browser.ts'],
    pool: 'forks',
    testTimeout: 300_000,
    hookTimeout: 60_000,
    env: { SCREENSHOTS: 'data/screenshots', WRITE_EXAMPLES: '1' },
  },
})
