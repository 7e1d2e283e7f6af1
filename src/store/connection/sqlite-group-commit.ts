// Group commit on SQLite: one durable commit for all transactions that wait in the same turn of the event loop.
import type Sqlite from 'better-sqlite3'
import type { CompiledQuery } from 'kysely'
import { rollBack, type TransactionScript } from './database.ts'
import { runQuery, type Statements } from './sqlite-statements.ts'

export interface GroupCommitOptions {
  readonly handle: Sqlite.Database
  readonly statements: Statements
  /** Called once the write lock is held, before the first statement. */
  onBegin(): void
  /** Called before each statement that can write. */
  onWrite(written: CompiledQuery): void
}

export interface GroupCommit {
  /** Resolves once the script's writes are durable; rejects when they are not, or when the script has thrown. */
  transact<T>(script: () => TransactionScript<T>): Promise<T>
  /** Commits what waits; every later transaction is rejected. */
  end(): void
}

/** A transaction that waits for the next commit. */
interface Pending {
  /** Runs its script, and returns what settles its promise once the commit is durable. */
  run(isAlone: boolean): () => void
  reject(reason: unknown): void
}

export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const { handle } = options
  const runScript = scriptRunner(options)
  const commitBatch = batchCommitter(options)
  let pending: Pending[] = []
  let ended = false

  function flush(): void {
    const batch = pending
    pending = []
    if (batch.length > 0) commitBatch(batch)
  }

  return {
    transact<T>(script: () => TransactionScript<T>): Promise<T> {
      if (ended) return Promise.reject(new Error('The store is closed.'))
      return new Promise((resolve, reject) => {
        // What arrives in the same turn of the event loop shares the commit.
        if (pending.length === 0) setImmediate(flush)
        pending.push({
          run(isAlone) {
            try {
              const result = runScript(script(), isAlone)
              return () => resolve(result)
            } catch (error) {
              // A script that fails harms no other, unless it has ended the transaction of all.
              if (!handle.inTransaction) throw error
              return () => reject(error)
            }
          },
          reject,
        })
      })
    },
    end() {
      ended = true
      flush()
    },
  }
}

function batchCommitter({ handle, onBegin }: GroupCommitOptions) {
  const begin = handle.prepare('begin immediate')
  const commit = handle.prepare('commit')
  const rollback = handle.prepare('rollback')

  return function commitBatch(batch: readonly Pending[]): void {
    try {
      begin.run()
      onBegin()
      const settlers = batch.map((transaction) => transaction.run(batch.length === 1))
      // A transaction that is alone may have rolled back all of it.
      if (handle.inTransaction) commit.run()
      for (const settle of settlers) settle()
    } catch (error) {
      if (handle.inTransaction) rollback.run()
      for (const transaction of batch) transaction.reject(error)
    }
  }
}

/** A script that shares its commit with others runs in a savepoint of its own, so that it can be rolled back alone. */
function scriptRunner({ handle, statements, onWrite }: GroupCommitOptions) {
  const shared = {
    begin: handle.prepare('savepoint script'),
    rollBack: handle.prepare('rollback to script'),
    end: handle.prepare('release script'),
  }
  const alone = { begin: undefined, rollBack: handle.prepare('rollback'), end: undefined }

  return function runScript<T>(script: TransactionScript<T>, isAlone: boolean): T {
    const scope = isAlone ? alone : shared
    scope.begin?.run()
    try {
      let step = script.next()
      while (!step.done) {
        if (step.value === rollBack) {
          scope.rollBack.run()
          step = script.next({ rows: [], changed: 0 })
        } else {
          step = script.next(runQuery(statements, step.value, onWrite))
        }
      }
      scope.end?.run()
      return step.value
    } catch (error) {
      if (handle.inTransaction) {
        scope.rollBack.run()
        scope.end?.run()
      }
      throw error
    }
  }
}
