// The Web API of our own Slack, method by method. A method throws a `Refusal` where Slack would refuse it.
import { blockFaults, viewFaults } from './block-kit.ts'
import { Refusal, type StubState } from './stub-state.ts'
import type { Json, StubTeam, StubUser } from './stub-types.ts'

type Method = (state: StubState, body: Json, team: StubTeam) => Json

const methods: Readonly<Record<string, Method>> = {
  'auth.test': (_state, _body, team) => ({
    team_id: team.id,
    team: team.name,
    user_id: team.bot,
    is_enterprise_install: team.organisation !== undefined,
    enterprise_id: team.organisation,
  }),
  'users.info': (state, { user }) => ({ user: userInfo(state, String(user)) }),
  'conversations.open': (state, { users }, team) => ({
    channel: { id: openDirectChannel(state, team, String(users)) },
  }),
  'chat.postMessage': postMessage,
  'chat.postEphemeral': (state, body, team) => postMessage(state, { ...body, only: body.user }, team),
  'chat.update': updateMessage,
  'chat.delete': deleteMessage,
  'views.open': openView,
  'views.update': updateView,
  'views.publish': publishHome,
  'files.getUploadURLExternal': uploadUrl,
  'files.completeUploadExternal': completeUpload,
}

export function callMethod(state: StubState, method: string, body: Json): Json {
  if (method === 'oauth.v2.access') return exchangeCode(state, body)
  if (method === 'apps.connections.open') return openConnection(state, body)
  const team = installationFor(state, String(body.token))
  if (team === undefined) throw new Refusal('invalid_auth')
  const run = methods[method]
  if (run === undefined) throw new Refusal('unknown_method')
  return run(state, body, team)
}

/** The team of a token. An organisation's app acts in all of its teams. */
export function installationFor({ teams }: StubState, token: string): StubTeam | undefined {
  const installed = teams.filter((team) => team.token === token)
  const [first] = installed
  if (first?.organisation === undefined) return first
  return {
    ...first,
    id: first.organisation,
    users: installed.flatMap(({ users }) => users),
    channels: installed.flatMap(({ channels }) => channels),
  }
}

function openConnection({ stub }: StubState, { token }: Json): Json {
  const url = stub.connection(String(token))
  if (url === undefined) throw new Refusal('invalid_auth')
  return { url }
}

function exchangeCode({ teams }: StubState, { code, grant_type, refresh_token }: Json): Json {
  const team = teams.find(
    ({ id }) => code === `code-${id}` || String(refresh_token).startsWith(`refresh-${id}`),
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

function userInfo({ teams }: StubState, id: string): Json {
  const team = teams.find((one) => userOf(one, id) !== undefined)
  const user = team && userOf(team, id)
  if (team === undefined || user === undefined) throw new Refusal('user_not_found')
  const { name, tz, is_bot, deleted } = user
  const { organisation } = team
  return {
    id,
    team_id: team.id,
    real_name: name,
    tz,
    is_bot,
    deleted,
    profile: { display_name: name, real_name: name },
    enterprise_user: organisation === undefined ? undefined : { id, enterprise_id: organisation },
  }
}

function userOf({ users }: StubTeam, id: string): StubUser | undefined {
  return users.find((user) => user.id === id)
}

function openDirectChannel({ teams, stub }: StubState, team: StubTeam, user: string): string {
  const isMember = userOf(team, user) !== undefined
  const isGuest = teams.some((one) => userOf(one, user) !== undefined)
  if (!isMember && (team.barsGuests || !isGuest)) throw new Refusal('user_not_found')
  return stub.directChannel(team.id, user)
}

function postMessage({ stub, directChannels, nextTs }: StubState, body: Json, team: StubTeam): Json {
  const channel = String(body.channel)
  const isDirect = directChannels.get(channel)?.team === team.id
  if (!team.channels.includes(channel) && !isDirect) throw new Refusal('channel_not_found')
  const { text, blocks } = checkedContent(body)
  const ts = nextTs()
  const { thread_ts, only } = body as { thread_ts?: string; only?: string }
  stub.messages.push({ team: team.id, channel, ts, text, blocks, thread_ts, only })
  return { channel, ts }
}

function updateMessage({ stub }: StubState, body: Json, team: StubTeam): Json {
  const message = stub.messages.find(({ channel, ts }) => channel === body.channel && ts === body.ts)
  if (message === undefined || message.team !== team.id) throw new Refusal('message_not_found')
  Object.assign(message, checkedContent(body))
  return { channel: message.channel, ts: message.ts }
}

function deleteMessage({ stub }: StubState, { channel, ts }: Json, team: StubTeam): Json {
  const index = stub.messages.findIndex(
    (message) => message.channel === channel && message.ts === ts && message.team === team.id,
  )
  if (index < 0) throw new Refusal('message_not_found')
  stub.messages.splice(index, 1)
  return { channel, ts }
}

function checkedContent(body: Json): { text: string; blocks: Json[] } {
  const blocks = (body.blocks ?? []) as Json[]
  const faults = blockFaults(blocks, 'message')
  if (faults.length > 0) throw new Refusal(`invalid_blocks: ${faults.join('; ')}`)
  const text = String(body.text ?? '')
  if (text === '' && blocks.length === 0) throw new Refusal('no_text')
  return { text, blocks }
}

function openView(state: StubState, { trigger_id, view }: Json): Json {
  const user = state.triggers.get(String(trigger_id))
  if (user === undefined) throw new Refusal('expired_trigger_id')
  state.triggers.delete(String(trigger_id))
  return showModal(state, { user, id: `V${state.nextId()}`, view: view as Json })
}

function updateView(state: StubState, { view_id, view }: Json): Json {
  const modal = [...state.stub.modals.values()].find(({ id }) => id === view_id)
  if (modal === undefined) throw new Refusal('not_found')
  return showModal(state, { user: modal.user, id: modal.id, view: view as Json })
}

function showModal(
  { stub, nextId }: StubState,
  { user, id, view }: { readonly user: string; readonly id: string; readonly view: Json },
): Json {
  checkView(view)
  stub.modals.set(user, { id, hash: `h${nextId()}`, user, view })
  return { view: { id } }
}

function publishHome({ stub }: StubState, { user_id, view }: Json): Json {
  checkView(view as Json)
  stub.homes.set(String(user_id), view as Json)
  return {}
}

function checkView(view: Json): void {
  const faults = viewFaults(view)
  if (faults.length > 0) throw new Refusal(`invalid_arguments: ${faults.join('; ')}`)
}

function uploadUrl({ uploads, origin, nextId }: StubState, { filename, length, alt_txt }: Json): Json {
  const file_id = `F${nextId()}`
  uploads.set(file_id, { name: String(filename), alt: String(alt_txt), bytes: Number(length) })
  return { upload_url: `${origin}/upload/${file_id}`, file_id }
}

/** With a channel it posts a message, whose `ts` Slack does not give. */
function completeUpload(state: StubState, body: Json, team: StubTeam): Json {
  const { stub, uploads } = state
  const files = body.files as { id: string; title: string }[]
  if (files.some(({ id }) => !stub.contents.has(id))) throw new Refusal('file_not_found')
  if (body.channel_id !== undefined) postFiles(state, body, team)
  for (const { id, title } of files) {
    const content = stub.contents.get(id)
    if (content !== undefined) content.title = title
    const upload = uploads.get(id)
    if (upload === undefined) throw new Refusal('file_not_found')
    stub.files.set(id, { alt: upload.alt, bytes: upload.bytes })
  }
  return { files: body.files }
}

function postFiles(state: StubState, body: Json, team: StubTeam): void {
  const { ts } = postMessage(state, { ...body, channel: body.channel_id, text: '' }, team)
  const files = (body.files as { id: string }[]).map(({ id }) => id)
  const { messages } = state.stub
  const index = messages.findIndex((message) => message.channel === body.channel_id && message.ts === ts)
  const message = messages[index]
  if (message !== undefined) messages[index] = { ...message, files }
}
