// Runs Microsoft's Agents Playground, a stand-in for Teams: its people, chats and channels, and the bot's messages.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { newFolder, spawnMain } from '../processes/app-process.ts'

type Json = Readonly<Record<string, unknown>>

interface Account {
  readonly id: string
  readonly name: string
  readonly aadObjectId?: string
}

interface Named {
  readonly id: string
  readonly name: string
}

interface PlaygroundConfig {
  readonly tenantId: string
  readonly bot: Account
  /** The person who types. The others can only press buttons. */
  readonly currentUser: Account
  readonly users: readonly Account[]
  readonly personalChat: Named
  readonly groupChats: readonly Named[]
  readonly teams: readonly (Named & { readonly channels: readonly Named[] })[]
}

/** A message of the bot in its latest state. */
export interface PlaygroundMessage {
  readonly id: string
  /** The id of the chat or channel. */
  readonly where: string
  /** The conversation id of its thread, in a channel. */
  readonly thread?: string
  readonly text?: string
  readonly card?: Json
}

export interface AgentsPlayground {
  readonly url: string
  readonly config: PlaygroundConfig
  /** In order, the oldest first. */
  readonly messages: readonly PlaygroundMessage[]
  /** Resolves to the result of `find` as soon as there is one; rejects after a minute. */
  until<T>(what: string, find: (messages: readonly PlaygroundMessage[]) => T | undefined): Promise<T>
  install(where: string): Promise<void>
  type(where: string, text: string): Promise<void>
  /** Types the text after a mention of the bot. */
  mention(where: string, text: string): Promise<void>
  /** Executes an action of a card. Resolves to the result, which Teams would show in place of the card. */
  execute(message: PlaygroundMessage, action: Json, inputs?: Json, who?: Account): Promise<Json>
  /** Submits an action of a card, which reaches the bot as a message. */
  submit(message: PlaygroundMessage, action: Json, inputs?: Json): Promise<void>
  stop(): Promise<void>
}

const cli = createRequire(import.meta.url)
  .resolve('@microsoft/m365agentsplayground/package.json')
  .replace(/package\.json$/, 'cli.js')

const person = (key: string, name: string) => {
  const [givenName = '', surname = ''] = name.split(' ')
  const email = `${key}@example.org`
  return {
    id: `29:${key}`,
    name,
    aadObjectId: `aad-${key}`,
    userPrincipleName: email,
    email,
    givenName,
    surname,
  }
}

/** The playground reads YAML, of which JSON is a part. */
const playgroundConfig = {
  version: '0.1.1',
  tenantId: '11111111-0000-4000-8000-000000000001',
  bot: { id: '28:on-the-table', name: 'On the Table' },
  currentUser: person('aroha', 'Aroha Ngata'),
  // The playground needs five.
  users: [
    person('tom', 'Tom Ruru'),
    person('mere', 'Mere Tautahi'),
    person('ruth', 'Ruth Palmer'),
    person('sam', 'Sam Waru'),
    person('olive', 'Olive Hart'),
  ],
  personalChat: { id: 'a:aroha' },
  groupChat: { id: '19:corridor@thread.v2', name: 'In the corridor' },
  team: {
    id: '19:youth@thread.tacv2',
    name: 'Youth',
    aadGroupId: '11111111-0000-4000-8000-000000000031',
    channels: [{ id: '19:doors@thread.tacv2', name: 'One door' }],
  },
}

/** In milliseconds, for anything that is waited for. */
const timeoutMs = 60_000

/** Starts the program in rehearsal mode, and a playground that is connected to it. */
export async function startRehearsal(): Promise<AgentsPlayground> {
  const folder = await newFolder()
  const child = spawnMain(folder, { TEAMS_REHEARSAL: '1' })
  const ended = once(child, 'exit')
  child.stderr?.pipe(process.stderr)
  if (child.stdout === null) throw new Error('It has no standard output.')
  async function stop(): Promise<void> {
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), ended])
    const bot = /http:\S+\/teams\/messages/.exec(String(line))?.[0]
    if (bot === undefined) throw new Error('The program did not start.')
    const peer = await startAgentsPlayground(bot)
    return {
      ...peer,
      async stop() {
        await peer.stop()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Starts a playground for a bot that runs at this address. */
export async function startAgentsPlayground(bot: string): Promise<AgentsPlayground> {
  const folder = await newFolder()
  const file = join(folder, 'people.json')
  await writeFile(file, JSON.stringify(playgroundConfig))
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [cli, '-e', bot, '-c', 'msteams', '-p', '0', '--disable-telemetry'], {
    cwd: folder,
    env: {
      PATH,
      TZ: 'Pacific/Auckland',
      TEAMSAPPTESTER_BROWSER: 'none',
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: file,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(child, 'exit')
  const line = once(createInterface(child.stdout), 'line')
  const [first] = await Promise.race([line, ended])
  const port = /Listening on (\d+)/.exec(String(first))?.[1]
  if (port === undefined) throw new Error('The agents playground did not start.')
  const url = `http://localhost:${port}`
  const { config } = (await (await fetch(`${url}/_internal/v1/config`)).json()) as {
    config: PlaygroundConfig
  }
  const heard = await listen(url)

  async function ask(path: string, body: object): Promise<Json> {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`)
    return text.startsWith('{') ? (JSON.parse(text) as Json) : {}
  }

  const say = (where: string, body: object) =>
    ask(`/_conversation/v1/conversations/${encodeURIComponent(where)}/messages`, {
      from: { id: config.currentUser.id },
      textFormat: 'plain',
      ...body,
    })

  return {
    url,
    config,
    messages: heard.messages,
    until: heard.until,
    async install(where) {
      await ask(`/_debug/conversation/${encodeURIComponent(where)}/installation`, {})
    },
    async type(where, text) {
      await say(where, { text })
    },
    async mention(where, text) {
      const { id, name } = config.bot
      const mentions = [{ mentioned: { id }, text: `<at>${name}</at>` }]
      await say(where, { text: `<at>${name}</at> ${text}`, mentions })
    },
    execute: ({ id, where, thread }, action, inputs = {}, who = config.currentUser) =>
      ask('/_conversation/v1/invoke', {
        name: 'adaptiveCard/action',
        from: { id: who.id },
        conversation: { id: thread ?? where },
        replyToId: id,
        value: {
          action: { type: action.type, verb: action.verb, data: { ...(action.data as Json), ...inputs } },
          trigger: 'manual',
        },
      }),
    async submit({ id, where, thread }, { data }, inputs = {}) {
      await ask('/_conversation/v1/submit', {
        from: { id: config.currentUser.id },
        conversation: { id: thread ?? where },
        replyToId: id,
        value: { ...(data as Json), ...inputs },
      })
    },
    async stop() {
      heard.close()
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface StreamEvent {
  readonly action: string
  readonly actionConversationId: string
  readonly message?: {
    readonly messageId: string
    readonly postConversationId?: string
    readonly text?: string
    readonly attachments: readonly { readonly content: Json }[]
  }
}

/** Listens to the stream of messages that the playground sends to its page. */
async function listen(url: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/_ws_conversation/v1/conversations/stream`)
  const messages: PlaygroundMessage[] = []
  const waiting = new Set<() => void>()
  socket.addEventListener('message', ({ data }) => {
    const { action, actionConversationId, message } = JSON.parse(String(data)) as StreamEvent
    if (message === undefined) return
    const { messageId: id, postConversationId, text, attachments } = message
    const [where = ''] = actionConversationId.split(';')
    const thread = postConversationId ?? (where === actionConversationId ? undefined : actionConversationId)
    const card = attachments[0]?.content
    const now: PlaygroundMessage = {
      id,
      where,
      ...(thread && { thread }),
      ...(text && { text }),
      ...(card && { card }),
    }
    const at = messages.findIndex((one) => one.id === id)
    if (action === 'createMessage' || at < 0) messages.push(now)
    // An update names the channel only, and not the thread.
    else messages[at] = { ...messages[at], ...now }
    for (const look of [...waiting]) look()
  })
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', reject)
  })

  function until<T>(
    what: string,
    find: (messages: readonly PlaygroundMessage[]) => T | undefined,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const giveUp = setTimeout(() => {
        waiting.delete(look)
        reject(
          new Error(
            `Nothing came of: ${what}. There are ${messages.length}, at last: ${JSON.stringify(messages.at(-1)).slice(0, 2_000)}`,
          ),
        )
      }, timeoutMs)
      function look(): void {
        const found = find(messages)
        if (found === undefined) return
        clearTimeout(giveUp)
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  }

  return { messages, until, close: () => socket.close() }
}
