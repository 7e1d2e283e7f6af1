// Opens a playground for tests: with a scripted bot, a clock that is set by hand, and access to what a browser shows.
import { findPerson, type Person, people } from '../../../adapters/playground/chat/seed-data.ts'
import { createPlayground } from '../../../adapters/playground/index.ts'
import type { Delivery, InboundHandler, Reply } from '../../../src/chat/adapter.ts'
import type { Address } from '../../../src/chat/address.ts'
import { type Card, plainRun } from '../../../src/chat/card.ts'
import type { Inbound } from '../../../src/chat/inbound.ts'

export const aroha = 'aroha-ngata'
export const priya = 'priya-raman'
export const margaret = 'margaret-oldham'
export const tom = 'tom-henare'
export const youth = 'south-side-youth'

export const youthPlace: Address = {
  kind: 'channel',
  platform: 'playground',
  workspace: 'te-whare-hauora',
  channel: youth,
}

export function person(user: string): Person {
  const found = findPerson(user)
  if (!found) throw new Error(`There is no ${user}.`)
  return found
}

export function directOf(user: string): Address {
  return { kind: 'direct', platform: 'playground', workspace: person(user).workspace, user }
}

export function card(text: string): Card {
  return { blocks: [{ kind: 'text', runs: [plainRun(text)] }] }
}

export type PlaygroundFixture = Awaited<ReturnType<typeof openPlayground>>

/** `saved` is the state that an earlier playground has saved. */
export async function openPlayground(
  setup: { saved?: string; answer?: InboundHandler; save?: () => Promise<void> } = {},
) {
  const received: Inbound[] = []
  const outbox: Delivery[] = []
  const pauses: number[] = []
  const memory = { text: setup.saved, saves: 0 }
  /** `due` holds the instants at which something happens by itself; nobody sees it at those in `unseen`. */
  const time = { now: Date.UTC(2026, 10, 24, 1), due: [] as number[], unseen: [] as number[] }
  const bot = { answer: setup.answer ?? (async (): Promise<Reply> => ({ kind: 'none' })), afresh: 0 }

  const playground = createPlayground({
    clock: {
      now: () => time.now,
      nextDue: async () => time.due[0],
      async forwardTo(instant) {
        for (const at of time.due.filter((due) => due <= instant)) await tick(at)
        time.due = time.due.filter((due) => due > instant)
        time.now = instant
      },
    },
    async settled() {
      for (const delivery of outbox.splice(0)) await playground.send(delivery)
    },
    stateStorage: {
      load: async () => memory.text,
      async save(text) {
        await setup.save?.()
        memory.text = text
        memory.saves += 1
      },
    },
    async startAfresh() {
      bot.afresh += 1
    },
    async pause(milliseconds) {
      pauses.push(milliseconds)
    },
  })

  async function tick(at: number): Promise<void> {
    time.now = at
    if (time.unseen.includes(at)) return
    await playground.send({
      to: youthPlace,
      card: card(`Something was due at ${new Date(at).toISOString()}`),
    })
  }

  await playground.start(async (inbound) => {
    received.push(inbound)
    return bot.answer(inbound)
  })

  async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
    const answer = await playground.app.request(`http://localhost:4777/playground/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return { status: answer.status, body: await answer.json() }
  }

  async function get(path: string, headers: Record<string, string> = {}) {
    return playground.app.request(`http://localhost:4777${path}`, { headers })
  }

  return {
    playground,
    received,
    outbox,
    pauses,
    memory,
    time,
    bot,
    post,
    get,
    page: async (as: string, room: string) => (await get(`/?as=${as}&room=${room}`)).text(),
    messages: async (as: string, room: string) => {
      const answer = await get(`/playground/messages?as=${as}&room=${room}`)
      return answer.json()
    },
    unread: async (as: string) => {
      const { rooms } = await (await get(`/playground/rooms?as=${as}`)).json()
      return Object.fromEntries(rooms.map((room: { id: string; unread: number }) => [room.id, room.unread]))
    },
  }
}

const _everyone = people.map(({ user }) => user)
