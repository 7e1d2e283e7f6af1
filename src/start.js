// Where a process begins: what it loads from here on is kept compiled, so that the next start is quicker and smaller.
// In JavaScript, since the types of a single file would bring in all that strips them.
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Among our own files: others may write into the machine's folder for temporary ones.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)))
await import('./main.ts')
