// The pace of messages to Teams: as many as Teams accepts, and none to a workspace that has asked for quiet.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Delivery, SendResult } from '../../../../src/chat/adapter.ts'
import {
  channelOf,
  council,
  directOf,
  health,
  openTeamsWithConversations,
  profileOf,
  type TeamsFixture,
  teamsBeside,
} from '../harness.ts'
import { cardOf } from '../replies.ts'

const doors = channelOf(health.id, '19:doors@thread.tacv2')
const general = channelOf(health.id, '19:youth@thread.tacv2')
const whanau = channelOf(council.id, '19:whanau@thread.tacv2')
const aroha = directOf(profileOf(health, 0))

let fixture: TeamsFixture
beforeEach(async () => {
  fixture = await openTeamsWithConversations()
})
afterEach(() => fixture.close())

const send = (text: string, more: Partial<Delivery> = {}) =>
  fixture.teams.send({ to: doors, card: cardOf(text), ...more })
const postOf = (sent: SendResult) => (sent.kind === 'sent' ? sent.post : '')

describe('the pace', () => {
  /** The time that all sends take when each waits as long as it has to. */
  async function duration(count: number, some: (n: number) => Partial<Delivery>): Promise<number> {
    let at = 0
    const teams = teamsBeside(fixture, {
      now: () => at,
      async pause(milliseconds) {
        at += milliseconds
      },
    })
    for (let n = 0; n < count; n += 1) {
      const { kind } = await teams.send({ to: doors, card: cardOf(`m${n}`), ...some(n) })
      expect(kind).not.toBe('later')
    }
    return at
  }

  test('is seven a second in a channel, its threads together', async () => {
    const under = postOf(await send('one'))
    expect(await duration(7, () => ({}))).toBeLessThan(2)
    const time = await duration(35, (n) => (n % 2 === 0 ? { under } : {}))
    expect(time).toBeGreaterThan(3_900)
    expect(time).toBeLessThan(4_100)
  })
  test('is thirty a second in a tenant, whatever the number of its channels', async () => {
    const channels = Array.from({ length: 90 }, (_, n) => channelOf(health.id, `19:c${n}@thread.tacv2`))
    const savedRecord = JSON.stringify({ serviceUrl: fixture.stub.serviceUrl })
    for (const { workspace, channel } of channels)
      await fixture.keyValueStore.save(`teams channel ${workspace} ${channel}`, savedRecord)
    fixture.stub.fault = () => ({ kind: 'refuse', code: 'ConversationNotFound' })
    const time = await duration(90, (n) => ({ to: channels[n] ?? doors }))
    expect(time).toBeGreaterThan(1_900)
    expect(time).toBeLessThan(2_100)
  })
  test('of one tenant is none of another’s', async () => {
    const time = await duration(14, (n) => ({ to: n % 2 === 0 ? doors : whanau }))
    expect(time).toBeLessThan(3)
  })
  test('is 1,800 an hour in a channel on the long run', async () => {
    const time = await duration(1_900, () => ({}))
    // After 1,700, one more for each two seconds that it takes.
    expect(time).toBeGreaterThan(398_000)
    expect(time).toBeLessThan(402_000)
  })
  test('of a channel that asks for quiet delays no other', async () => {
    fixture.stub.fault = ({ conversation }) =>
      conversation.startsWith(doors.channel) ? { kind: 'slow-down', seconds: 30 } : undefined
    await send('x')
    const before = fixture.stub.arrived.length
    for (const under of [undefined, `${doors.channel}|17`])
      expect(await send('x', under ? { under } : {})).toMatchObject({ kind: 'later', wait: 30_000 })
    expect(fixture.stub.arrived).toHaveLength(before)
    for (const to of [general, aroha, whanau]) expect((await send('y', { to })).kind).toBe('sent')
    fixture.stub.fault = () => undefined
    fixture.now += 30_000
    expect((await send('z')).kind).toBe('sent')
  })
})
