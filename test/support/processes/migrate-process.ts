// A process that opens the store, migrates it, and saves one value. Arguments: the store's options, a name.
import { migrate } from '../../../src/store/connection/migrate.ts'
import { closeStore, openStore } from '../../../src/store/connection/open.ts'
import { setValue } from '../../../src/store/key-value/key-value.ts'

const [, , options = '', name = ''] = process.argv
const db = await openStore(JSON.parse(options))
await migrate(db)
await setValue(db, name, 'started')
await closeStore(db)
