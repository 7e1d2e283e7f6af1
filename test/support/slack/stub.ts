// A Slack of our own: its Web API over real HTTP, with what third-party stand-ins lack. It counts what it accepts.
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { blockFaults, viewFaults } from './block-kit.ts'
import type { Json, Mishap, SlackStub, StubTeam } from './stub-types.ts'

export type * from './stub-types.ts'

class Refusal extends Error {}

export async function openSlackStub(teams: readonly StubTeam[]): Promise<SlackStub> {
  const triggers = new Map<string, string>()
  const responses = new Map<string, { team: string; channel: string; user: string; uses: number }>()
  const directs = new Map<string, { team: string; user: string }>()
  const names = new Map<string, string>()
  const uploads = new Map<string, { alt: string; bytes: number }>()
  let counter = 0
  const nextTs = () => `1700000000.${String(++counter).padStart(6, '0')}`
  const server: Server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const stub: SlackStub = {
    url: `${origin}/api/`,
    messages: [],
    modals: new Map(),
    homes: new Map(),
    files: new Map(),
    contents: new Map(),
    accepted: [],
    arrived: [],
    mishap: () => undefined,
    before: () => undefined,
    connection: () => undefined,
    triggerFor(user) {
      const id = `${++counter}.trigger`
      triggers.set(id, user)
      return id
    },
    responseUrlFor(team, channel, user) {
      const id = randomUUID()
      responses.set(id, { team, channel, user, uses: 0 })
      return `${origin}/response/${id}`
    },
    answered: (team, channel, user, body) => {
      const faults = blockFaults(body.blocks ?? [], 'message')
      if (faults.length > 0) throw new Error(`Slack would not show it: ${faults.join('; ')}`)
      showAnswer(team, channel, user, body)
    },
    directChannel(team, user) {
      const id = `D${team}${user}`
      directs.set(id, { team, user })
      return id
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const body = Buffer.concat(parts)
    const [, area = '', name = ''] = (request.url ?? '').split('/')
    if (area === 'response') {
      answerTo(name, JSON.parse(body.toString()), response)
      return
    }
    if (area === 'upload') {
      uploaded(name, body, response)
      return
    }
    const read = readBody(String(request.headers['content-type']), body.toString())
    const token = String(read.token ?? request.headers.authorization?.replace('Bearer ', '') ?? '')
    const team = installed(token)
    stub.arrived.push({ method: name, team: team?.id ?? '', at: performance.now() })
    await stub.before(name)
    serveCall(name, team, { ...read, token }, response)
  }

  /** An organisation's app acts in all of its teams. */
  function installed(token: string): StubTeam | undefined {
    const found = teams.filter((one) => one.token === token)
    const [first] = found
    if (first?.organisation === undefined) return first
    return {
      ...first,
      id: first.organisation,
      users: found.flatMap(({ users }) => users),
      channels: found.flatMap(({ channels }) => channels),
    }
  }

  function serveCall(method: string, team: StubTeam | undefined, body: Json, response: ServerResponse): void {
    const about = { method, team: team?.id ?? '' }
    const mishap = stub.mishap(method, about.team)
    const effect = () => {
      const answer = call(method, team, body)
      stub.accepted.push({ ...about, body })
      return answer
    }
    try {
      if (mishap === undefined) {
        send(response, 200, { ok: true, ...effect() })
        return
      }
      if ('accept' in mishap && mishap.accept) effect()
      hurt(mishap, response)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      send(response, 200, { ok: false, error: error.message })
    }
  }

  function hurt(mishap: Mishap, response: ServerResponse): void {
    switch (mishap.kind) {
      case 'status':
        send(response, mishap.status, { ok: false })
        return
      case 'reset':
        response.socket?.resetAndDestroy()
        return
      case 'hang':
        return
      case 'slow-down': {
        const wait = mishap.seconds === undefined ? {} : { 'retry-after': String(mishap.seconds) }
        response.writeHead(429, wait).end()
        return
      }
      case 'refuse':
        send(response, 200, { ok: false, error: mishap.error })
        return
    }
  }

  function call(method: string, team: StubTeam | undefined, body: Json): Json {
    if (method === 'oauth.v2.access') return oauth(body)
    if (method === 'apps.connections.open') return connection(String(body.token))
    if (team === undefined) throw new Refusal('invalid_auth')
    const methods: Readonly<Record<string, (team: StubTeam, body: Json) => Json>> = {
      'auth.test': () => ({
        team_id: team.id,
        team: team.name,
        user_id: team.bot,
        is_enterprise_install: team.organisation !== undefined,
        enterprise_id: team.organisation,
      }),
      'users.info': () => ({ user: userInfo(String(body.user)) }),
      'conversations.open': () => ({ channel: { id: opened(team, String(body.users)) } }),
      'chat.postMessage': post,
      'chat.postEphemeral': (_, { user }) => post(team, { ...body, only: user }),
      'chat.update': update,
      'chat.delete': remove,
      'views.open': openView,
      'views.update': updateView,
      'views.publish': (_, { user_id, view }) => publish(String(user_id), view as Json),
      'files.getUploadURLExternal': () => uploadUrl(body),
      'files.completeUploadExternal': (team) => completed(team, body),
    }
    const does = methods[method]
    if (does === undefined) throw new Refusal('unknown_method')
    return does(team, body)
  }

  function connection(token: string): Json {
    const url = stub.connection(token)
    if (url === undefined) throw new Refusal('invalid_auth')
    return { url }
  }

  function oauth({ code, grant_type, refresh_token }: Json): Json {
    const team = teams.find(
      (one) => code === `code-${one.id}` || String(refresh_token).startsWith(`refresh-${one.id}`),
    )
    if (team === undefined)
      throw new Refusal(grant_type === 'refresh_token' ? 'invalid_refresh_token' : 'invalid_code')
    return {
      access_token: team.token,
      bot_user_id: team.bot,
      team: { id: team.id, name: team.name },
      enterprise: null,
      is_enterprise_install: false,
    }
  }

  function userInfo(id: string): Json {
    const own = teams.find(({ users }) => users.some((one) => one.id === id))
    const user = own?.users.find((one) => one.id === id)
    if (own === undefined || user === undefined) throw new Refusal('user_not_found')
    const { name, tz, is_bot, deleted } = user
    const { organisation } = own
    return {
      id,
      team_id: own.id,
      real_name: name,
      tz,
      ...(is_bot && { is_bot }),
      ...(deleted && { deleted }),
      profile: { display_name: name, real_name: name },
      ...(organisation !== undefined && { enterprise_user: { id, enterprise_id: organisation } }),
    }
  }

  function opened(team: StubTeam, user: string): string {
    const isOwn = team.users.some(({ id }) => id === user)
    const isGuest = teams.some(({ users }) => users.some(({ id }) => id === user))
    if (!isOwn && (team.barsGuests || !isGuest)) throw new Refusal('user_not_found')
    return stub.directChannel(team.id, user)
  }

  function post(team: StubTeam, body: Json): Json {
    const channel = String(body.channel)
    const isDirect = directs.get(channel)?.team === team.id
    if (!team.channels.includes(channel) && !isDirect) throw new Refusal('channel_not_found')
    const { text, blocks } = checked(body)
    const ts = nextTs()
    const { thread_ts, only } = body as { thread_ts?: string; only?: string }
    stub.messages.push({
      team: team.id,
      channel,
      ts,
      text,
      blocks,
      thread_ts,
      only,
    })
    return { channel, ts }
  }

  function update(team: StubTeam, body: Json): Json {
    const found = stub.messages.find(({ channel, ts }) => channel === body.channel && ts === body.ts)
    if (found === undefined || found.team !== team.id) throw new Refusal('message_not_found')
    Object.assign(found, checked(body))
    return { channel: found.channel, ts: found.ts }
  }

  function remove(team: StubTeam, { channel, ts }: Json): Json {
    const at = stub.messages.findIndex(
      (one) => one.channel === channel && one.ts === ts && one.team === team.id,
    )
    if (at < 0) throw new Refusal('message_not_found')
    stub.messages.splice(at, 1)
    return { channel, ts }
  }

  function checked(body: Json): { text: string; blocks: Json[] } {
    const blocks = (body.blocks ?? []) as Json[]
    const faults = blockFaults(blocks, 'message')
    if (faults.length > 0) throw new Refusal(`invalid_blocks: ${faults.join('; ')}`)
    const text = String(body.text ?? '')
    if (text === '' && blocks.length === 0) throw new Refusal('no_text')
    return { text, blocks }
  }

  function openView(_team: StubTeam, { trigger_id, view }: Json): Json {
    const user = triggers.get(String(trigger_id))
    if (user === undefined) throw new Refusal('expired_trigger_id')
    triggers.delete(String(trigger_id))
    return { view: shown(user, `V${++counter}`, view as Json) }
  }

  function updateView(_team: StubTeam, { view_id, view }: Json): Json {
    const [user] = [...stub.modals].find(([, one]) => one.id === view_id) ?? []
    if (user === undefined) throw new Refusal('not_found')
    return { view: shown(user, String(view_id), view as Json) }
  }

  function shown(user: string, id: string, view: Json): Json {
    const faults = viewFaults(view)
    if (faults.length > 0) throw new Refusal(`invalid_arguments: ${faults.join('; ')}`)
    stub.modals.set(user, { id, hash: `h${++counter}`, user, view })
    return { id }
  }

  function publish(user: string, view: Json): Json {
    const faults = viewFaults(view)
    if (faults.length > 0) throw new Refusal(`invalid_arguments: ${faults.join('; ')}`)
    stub.homes.set(user, view)
    return {}
  }

  function uploadUrl({ filename, length, alt_txt }: Json): Json {
    const file_id = `F${++counter}`
    uploads.set(file_id, { alt: String(alt_txt), bytes: Number(length) })
    names.set(file_id, String(filename))
    return { upload_url: `${origin}/upload/${file_id}`, file_id }
  }

  function uploaded(id: string, bytes: Buffer, response: ServerResponse): void {
    const mishap = stub.mishap('upload', '')
    if (mishap !== undefined) {
      hurt(mishap, response)
      return
    }
    stub.contents.set(id, { name: names.get(id) ?? '', bytes })
    send(response, uploads.get(id)?.bytes === bytes.length ? 200 : 400, {})
  }

  /** With a channel it posts a message; Slack does not say at which time. */
  function completed(team: StubTeam, body: Json): Json {
    const files = body.files as { id: string; title: string }[]
    if (files.some(({ id }) => !stub.contents.has(id))) throw new Refusal('file_not_found')
    if (body.channel_id !== undefined) {
      const { channel, ts } = post(team, { ...body, channel: body.channel_id, text: '' })
      const at = stub.messages.findIndex((one) => one.channel === channel && one.ts === ts)
      const message = stub.messages[at]
      if (message) stub.messages[at] = { ...message, files: files.map(({ id }) => id) }
    }
    for (const { id, title } of files) {
      const content = stub.contents.get(id)
      if (content) content.title = title
      const file = uploads.get(id)
      if (file === undefined) throw new Refusal('file_not_found')
      stub.files.set(id, file)
    }
    return { files: body.files }
  }

  function showAnswer(team: string, channel: string, user: string, body: Json): void {
    const only = body.response_type === 'in_channel' ? {} : { only: user }
    const { text, blocks = [] } = body as { text: string; blocks?: Json[] }
    stub.messages.push({ team, channel, ts: nextTs(), text, blocks, ...only })
  }

  function answerTo(id: string, body: Json, response: ServerResponse): void {
    const found = responses.get(id)
    if (found === undefined || found.uses === 5) {
      send(response, 404, { ok: false, error: 'expired_url' })
      return
    }
    const faults = blockFaults(body.blocks, 'message')
    if (faults.length > 0) {
      send(response, 400, { ok: false, error: `invalid_blocks: ${faults.join('; ')}` })
      return
    }
    found.uses += 1
    const { team, channel, user } = found
    showAnswer(team, channel, user, body)
    stub.accepted.push({ method: 'response_url', team, body })
    send(response, 200, { ok: true })
  }

  return stub
}

const nested = new Set(['blocks', 'view', 'files'])

/** Slack's client sends nested values as JSON within a form. */
function readBody(type: string, text: string): Json {
  if (type.startsWith('application/json')) return JSON.parse(text)
  return Object.fromEntries(
    [...new URLSearchParams(text)].map(([name, value]) => [
      name,
      nested.has(name) ? JSON.parse(value) : value,
    ]),
  )
}

function send(response: ServerResponse, status: number, body: Json): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
