// The table of platforms: what importing it costs, and that no two platforms claim the same setting.
import { execFile } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { adapters } from '../../adapters/index.ts'

const tableUrl = pathToFileURL('adapters/index.ts').href

/** The packages in CommonJS that a process has loaded after it has imported the table. */
async function packagesLoaded(): Promise<readonly string[]> {
  const script = `
    await import(${JSON.stringify(tableUrl)})
    const { Module } = await import('node:module')
    console.log(JSON.stringify(Object.keys(Module._cache)))`
  const args = ['--input-type=module', '--eval', script]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout)
}

test('importing the table loads the library of no platform', async () => {
  expect((await packagesLoaded()).filter((file) => file.includes('node_modules'))).toEqual([])
})

test('every setting belongs to one platform, which says what it must be', () => {
  const names = adapters.flatMap(({ variables }) => Object.keys(variables))
  expect(new Set(names).size).toBe(names.length)
  for (const { variables, hints } of adapters) expect(Object.keys(hints)).toEqual(Object.keys(variables))
})
