// A process that saves until it is killed, and prints each id once its save is acknowledged.
// Arguments: the store's options, a network of its own.
import { writeSync } from 'node:fs'
import { migrate } from '../../../src/store/connection/migrate.ts'
import { openStore } from '../../../src/store/connection/open.ts'
import { save } from '../../../src/store/journal.ts'
import { channel, message, step } from '../builders.ts'

const [, , options = '', network = ''] = process.argv
const db = await openStore(JSON.parse(options))
await migrate(db)

/** There are several writers, so that commits are shared. */
async function saveForEver(id: string): Promise<never> {
  for (let version = 0; ; version++) {
    const messages = [message(channel(id), 10, { network: id })]
    const saved = await save(db, { ...step(id, version), processed: [`${id}/${version + 1}`], messages })
    if (saved !== 'saved') throw new Error(`Version ${version + 1} of ${id} ended as ${saved}.`)
    writeSync(1, `${id}/${version + 1}\n`)
  }
}

await Promise.all(['a', 'b', 'c', 'd'].map((writer) => saveForEver(`${network}-${writer}`)))
