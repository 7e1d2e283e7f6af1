// The entry point of the process. Everything loaded after it is kept compiled, so the next start is quicker and smaller.
// This file is JavaScript, because the types of a single file would load everything that strips them.
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// The cache is among our own files: others may write into the machine's folder for temporary ones.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)))
await import('./main.ts')
