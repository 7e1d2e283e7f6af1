// Private answers are saved with the inbound event, destroyed with the entry that closes their round, and never lost between.
import { describe, expect, it } from 'vitest'
import type { PrivateAnswer } from '../../src/domain/core/private-answers.ts'
import type { Db } from '../../src/store/connection/open.ts'
import { erasePlatform } from '../../src/store/erase.ts'
import { wasProcessed } from '../../src/store/inbox.ts'
import { mergePeople } from '../../src/store/joined-people.ts'
import { loadEntries, save } from '../../src/store/journal.ts'
import { meetPerson } from '../../src/store/people.ts'
import { type AnswerChanges, privateAnswers } from '../../src/store/private-answers.ts'
import { channel, step } from '../support/builders.ts'
import { databaseKinds, freshDatabase } from '../support/databases/databases.ts'

const says = (person: string, answer: PrivateAnswer['answer'] = 'yes', round = 'm1'): PrivateAnswer => ({
  round,
  person,
  answer,
})

const answering = (...given: PrivateAnswer[]): AnswerChanges => ({ given, over: [], left: [], read: [] })

function answer(db: Db, expected: number, ...given: PrivateAnswer[]) {
  const saved = step('n1', expected, { entries: [], answers: answering(...given) })
  return save(db, { ...saved, processed: given.map(({ person }) => `pressed by ${person}`) })
}

const closing = (read: readonly PrivateAnswer[], expected = 1) =>
  step('n1', expected, { answers: { given: [], over: ['m1'], left: [], read } })

describe.each(databaseKinds)('private answers in $name', (kind) => {
  const database = freshDatabase(kind)

  async function begun(): Promise<Db> {
    const db = await database.open()
    await save(db, step('n1', 0, { homes: [channel('c1')] }))
    return db
  }

  it('are kept in an order that tells nothing, the last one of each, and only of that network', async () => {
    const db = await begun()
    await answer(db, 1, says('tom'), says('mere', 'no'))
    await answer(db, 1, { ...says('tom', 'not-sure') }, says('ana')).then((saved) =>
      expect(saved).toBe('duplicate'),
    )
    await save(db, step('n1', 1, { entries: [], answers: answering(says('tom', 'not-sure'), says('ana')) }))
    expect(await privateAnswers(db, 'n1')).toEqual([says('ana'), says('mere', 'no'), says('tom', 'not-sure')])
    expect(await privateAnswers(db, 'n2')).toEqual([])
  })

  it('have no column in which an instant or an order could stand', async () => {
    const db = await begun()
    const table = (await db.kysely.introspection.getTables()).find(({ name }) => name === 'answers')
    expect(table?.columns.map(({ name }) => name).sort()).toEqual(['network', 'payload', 'person', 'round'])
  })

  it('are refused with what came in once the network has moved on', async () => {
    const db = await begun()
    await save(db, step('n1', 1))
    expect(await answer(db, 1, says('tom'))).toBe('conflict')
    expect(await privateAnswers(db, 'n1')).toEqual([])
    expect(await wasProcessed(db, 'pressed by tom')).toBe(false)
  })

  it('go with the entry that closes their round, and those of other rounds stay', async () => {
    const db = await begun()
    await answer(db, 1, says('tom'), says('mere'), says('tom', 'no', 'm2'))
    const read = await privateAnswers(db, 'n1')
    expect(await save(db, closing(read))).toBe('saved')
    expect(await privateAnswers(db, 'n1')).toEqual([says('tom', 'no', 'm2')])
  })

  it.each([
    ['a new one', says('mere')],
    ['a changed one', says('tom', 'no')],
  ])('make the closing decide again when %s came after it was decided', async (_, late) => {
    const db = await begun()
    await answer(db, 1, says('tom'))
    const read = await privateAnswers(db, 'n1')
    await save(db, step('n1', 1, { entries: [], answers: answering(late) }))
    expect(await save(db, closing(read))).toBe('conflict')
    expect(await loadEntries(db, 'n1')).toHaveLength(1)
    expect(await privateAnswers(db, 'n1')).toContainEqual(late)
    expect(await save(db, closing(await privateAnswers(db, 'n1')))).toBe('saved')
  })

  it('are counted or refused, never lost, when they come while another process closes', async () => {
    const [one, other] = [await begun(), await database.open()]
    for (let version = 1; version < 20; version += 1) {
      const read = await privateAnswers(one, 'n1')
      const given = { entries: [], answers: answering(says('tom')) }
      const [closed, answered] = await Promise.all([
        save(one, closing(read, version)),
        save(other, step('n1', version, given)),
      ])
      expect([closed, answered].sort()).toEqual(['conflict', 'saved'])
      if (closed === 'conflict') {
        const now = await privateAnswers(one, 'n1')
        expect(now).toEqual([says('tom')])
        expect(await save(one, closing(now, version))).toBe('saved')
      }
    }
  })

  it('are gone once they are taken back, and when their person leaves the network', async () => {
    const db = await begun()
    const reflected = [{ prompt: 'none-alone', text: 'Open one door', named: false }] as const
    const round = { round: 'r1', person: 'tom', answer: reflected }
    await answer(db, 1, says('tom'), says('mere'))
    await save(db, step('n1', 1, { entries: [], answers: answering(round) }))
    expect(await privateAnswers(db, 'n1')).toEqual([says('mere'), says('tom'), round])
    await save(db, step('n1', 1, { entries: [], answers: answering({ ...round, answer: [] }) }))
    expect(await privateAnswers(db, 'n1')).toEqual([says('mere'), says('tom')])
    await save(db, step('n1', 1, { answers: { given: [], over: [], left: ['tom'], read: [] } }))
    expect(await privateAnswers(db, 'n1')).toEqual([says('mere')])
  })

  it('of people who are erased go also where their network stays', async () => {
    const db = await database.open()
    await save(db, step('n1', 0, { homes: [channel('c1', 'slack')] }))
    await meetPerson(db, { platform: 'playground', workspace: 'w1', user: 'tom', name: 'Tom' }, 'tom')
    await meetPerson(db, { platform: 'slack', workspace: 'w1', user: 'mere', name: 'Mere' }, 'mere')
    await answer(db, 1, says('tom'), says('mere'))
    await erasePlatform(db, 'playground')
    expect(await privateAnswers(db, 'n1')).toEqual([says('mere')])
  })

  it('follow the person who turns out to be another, whose own answer stands', async () => {
    const db = await begun()
    await answer(db, 1, says('tom', 'no'), says('tom', 'no', 'm2'), says('tom b', 'yes', 'm2'))
    await mergePeople(db, 'tom', 'tom b')
    expect(await privateAnswers(db, 'n1')).toEqual([says('tom b', 'no'), says('tom b', 'yes', 'm2')])
  })

  it('are erased with their network', async () => {
    const db = await begun()
    await answer(db, 1, says('tom'))
    await erasePlatform(db, 'playground')
    expect(await privateAnswers(db, 'n1')).toEqual([])
  })
})
