// Our Teams refuses what Microsoft's refuses, and the framework believes its tokens and no others.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { bot, type Seat } from './activities.ts'
import { type TeamsClient, teamsClient } from './client.ts'
import { type Fault, openTeamsStub, type TeamsStub } from './stub.ts'
import { appId, type TokenOptions } from './tokens.ts'
import type { Json, StubTenant } from './types.ts'

const aroha = { id: '29:aroha', aadObjectId: 'aad-aroha', name: 'Aroha Ngata', timezone: 'Pacific/Auckland' }
const mere = { id: '29:mere', aadObjectId: 'aad-mere', name: 'Mere Tāutahi', timezone: 'Pacific/Chatham' }
const general = { id: '19:team@thread.tacv2', name: 'General' }
const hui = { id: '19:hui@thread.tacv2', name: 'Hui' }
const team = { id: general.id, name: 'Te Whare Hauora', channels: [general, hui] }
const chat = { id: '19:chat@thread.v2' }
const tenant: StubTenant = { id: 'tenant-1', people: [aroha, mere], teams: [team], chats: [chat] }

let stub: TeamsStub

beforeEach(async () => {
  stub = await openTeamsStub([tenant])
})

afterEach(() => stub.close())

async function call(method: string, path: string, body?: Json, bearer = stub.bearer) {
  const response = await fetch(`${stub.serviceUrl}v3/conversations${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}` },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const read = text === '' ? {} : JSON.parse(text)
  return { status: response.status, body: read, code: read.error?.code, headers: response.headers }
}

const open = (id: string, tenantId = tenant.id) =>
  call('POST', '', { members: [{ id }], tenantId, channelData: { tenant: { id: tenantId } } })

const post = (conversation: string, message: Json) =>
  call('POST', `/${encodeURIComponent(conversation)}/activities`, { type: 'message', ...message })

const card = (body: readonly Json[], more: Json = {}) => ({
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: { type: 'AdaptiveCard', version: '1.5', body, ...more },
    },
  ],
})

const words = { type: 'TextBlock', text: 'Kia ora' }
const button = { type: 'Action.Execute', title: 'Yes', verb: 'press', data: {} }

describe('the connector', () => {
  test('opens the same chat each time, by either id of a person', async () => {
    const first = await open(aroha.id)
    expect(first).toMatchObject({ status: 201, body: { id: stub.chatOf(aroha) } })
    expect((await open(aroha.aadObjectId)).body).toEqual(first.body)
  })

  test('opens no chat where the app is not installed', async () => {
    stub.uninstall(aroha)
    expect(await open(aroha.id)).toMatchObject({ status: 403, code: 'ForbiddenOperationException' })
    expect(await open(mere.id, 'tenant-2')).toMatchObject({ status: 403 })
    stub.install(aroha)
    expect(await open(aroha.id)).toMatchObject({ status: 201 })
  })

  test('takes no other token than that of the bot', async () => {
    expect(await call('POST', '', {}, 'another')).toMatchObject({ status: 401 })
    expect(stub.arrived).toEqual([])
  })

  test('keeps posts, replies in their thread, and changes of them', async () => {
    const { body } = await post(hui.id, { ...card([words]), summary: 'Kia ora' })
    await post(`${hui.id};messageid=${body.id}`, { text: 'A reply' })
    await call('POST', `/${hui.id}/activities/${body.id}`, { type: 'message', text: 'Another' })
    const changed = await call('PUT', `/${hui.id}/activities/${body.id}`, { type: 'message', text: 'New' })
    expect(changed).toMatchObject({ status: 200, body: { id: body.id } })
    expect(stub.messages).toMatchObject([
      { conversation: hui.id, tenant: tenant.id, id: body.id, text: 'New', summary: '', edited: true },
      { conversation: hui.id, root: body.id, text: 'A reply', edited: false },
      { conversation: hui.id, root: body.id, text: 'Another' },
    ])
    expect(stub.accepted.map(({ operation }) => operation)).toEqual(['post', 'post', 'post', 'update'])
  })

  test('makes two posts of a text with a card, and tells no id', async () => {
    expect(await post(hui.id, { text: 'Look', ...card([words]) })).toMatchObject({ status: 202, body: {} })
    expect(stub.messages).toHaveLength(2)
  })

  test('knows no other conversations, messages and people', async () => {
    expect(await post('19:gone@thread.tacv2', { text: 'Hi' })).toMatchObject({ code: 'ConversationNotFound' })
    const changed = await call('PUT', `/${hui.id}/activities/1`, { type: 'message', text: 'Hi' })
    expect(changed).toMatchObject({ status: 404, code: 'ActivityNotFoundInConversation' })
    const member = await call('GET', `/${hui.id}/members/29:nobody`)
    expect(member).toMatchObject({ status: 404, code: 'MemberNotFoundInConversation' })
  })

  test('lists members and finds one by either id', async () => {
    const one = { id: mere.id, objectId: mere.aadObjectId, name: mere.name, tenantId: tenant.id }
    expect((await call('GET', `/${chat.id}/members/${mere.aadObjectId}`)).body).toMatchObject(one)
    expect((await call('GET', `/${chat.id}/pagedmembers`)).body.members).toHaveLength(2)
    expect((await call('GET', `/${stub.chatOf(mere)}/pagedmembers`)).body.members).toMatchObject([one])
  })

  test('lets nobody write from where the app was removed', async () => {
    stub.uninstall(team)
    stub.uninstall(aroha)
    expect(await post(hui.id, { text: 'Hi' })).toMatchObject({ code: 'BotNotInConversationRoster' })
    const blocked = await post(stub.chatOf(aroha), { text: 'Hi' })
    expect(blocked).toMatchObject({ status: 403, body: { errorCode: 209 } })
    expect(blocked.body.message).toContain('MessageWritesBlocked')
  })

  test.each<[string, Json]>([
    ['an unknown element', card([{ type: 'TextBlok', text: 'Kia ora' }])],
    ['a bad value', card([{ ...words, size: 'huge' }])],
    ['an input without an id', card([{ type: 'Input.Text', label: 'Name' }])],
    ['a later version', card([words], { version: '1.6' })],
    ['seven actions in a set', card([{ type: 'ActionSet', actions: Array(7).fill(button) }])],
    ['an unknown attachment', { attachments: [{ contentType: 'application/zip' }] }],
    ['nothing at all', {}],
  ])('refuses %s', async (_, message) => {
    expect(await post(hui.id, message)).toMatchObject({ status: 400, code: 'BadSyntax' })
    expect(stub.accepted).toEqual([])
  })

  test('refuses what is larger than 80 KB, pictures apart', async () => {
    const large = card([{ ...words, text: 'x'.repeat(41_000) }])
    expect(await post(hui.id, large)).toMatchObject({ status: 413, code: 'MessageSizeTooBig' })
    const contentUrl = `data:image/png;base64,${'A'.repeat(100_000)}`
    expect(await post(hui.id, { attachments: [{ contentType: 'image/png', contentUrl }] })).toMatchObject({
      status: 201,
    })
  })

  test('has the faults that a test sets, with or without effect', async () => {
    const mishaps: Fault[] = [
      { kind: 'refuse', code: 'ConversationBlockedByUser' },
      { kind: 'refuse', code: 'PreconditionFailed' },
      { kind: 'slow-down', seconds: 7 },
      { kind: 'slow-down' },
      { kind: 'status', status: 502, accept: false },
    ]
    stub.fault = () => mishaps.shift()
    const text = { text: 'Hi' }
    expect(await post(hui.id, text)).toMatchObject({ status: 403, code: 'ConversationBlockedByUser' })
    expect(await post(hui.id, text)).toMatchObject({ status: 412 })
    expect((await post(hui.id, text)).headers.get('retry-after')).toBe('7')
    expect((await post(hui.id, text)).headers.get('retry-after')).toBeNull()
    expect(await post(hui.id, text)).toMatchObject({ status: 502 })
    expect(stub.messages).toEqual([])
    mishaps.push({ kind: 'reset', accept: false }, { kind: 'reset', accept: true })
    await expect(post(hui.id, text)).rejects.toThrow()
    expect(stub.messages).toEqual([])
    await expect(post(hui.id, text)).rejects.toThrow()
    expect(stub.messages).toHaveLength(1)
  })
})

describe('the token', () => {
  async function believed(options?: TokenOptions): Promise<boolean> {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {})
    const check = new ConfigurationBotFrameworkAuthentication(
      {
        ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
        ToChannelFromBotOAuthScope: 'https://api.botframework.com',
        ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
        ToBotFromChannelOpenIdMetadataUrl: stub.keysUrl,
        ToBotFromEmulatorOpenIdMetadataUrl: stub.keysUrl,
      },
      new ConfigurationServiceClientCredentialFactory({
        MicrosoftAppId: appId,
        MicrosoftAppPassword: 'secret',
      }),
    )
    const activity = { type: 'message', channelId: 'msteams', serviceUrl: stub.serviceUrl } as never
    const answer = check.authenticateRequest(activity, `Bearer ${stub.token(options)}`)
    const isBelieved = await answer.then(
      ({ claimsIdentity }) => claimsIdentity.isAuthenticated,
      () => false,
    )
    quiet.mockRestore()
    return isBelieved
  }

  test('is believed as it is', async () => {
    expect(await believed()).toBe(true)
  })

  test.each<[string, TokenOptions]>([
    ['forged', { forged: true }],
    ['expired', { expiresIn: -600 }],
    ['for another bot', { audience: 'another' }],
    ['from another issuer', { issuer: 'https://example.com' }],
    ['for another address', { serviceUrl: 'https://example.com/teams/' }],
    ['of an unknown key', { kid: 'another' }],
  ])('is not believed where it is %s', async (_, options) => {
    expect(await believed(options)).toBe(false)
  })
})

describe('the client', () => {
  let client: TeamsClient
  let got: { headers: Json; activity: Json }[]
  let answer: Json
  let close: () => void
  const inHui: Seat = { tenant, person: aroha, place: { team, channel: hui } }

  beforeEach(async () => {
    got = []
    answer = {}
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part)
      got.push({ headers: request.headers, activity: JSON.parse(Buffer.concat(parts).toString()) })
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    close = () => server.close()
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    client = teamsClient(url, stub, () => Date.parse('2026-11-24T00:00:00Z'))
  })

  afterEach(() => close())

  test('marks each mention in a channel, and sends the same again', async () => {
    const sent = await client.message(inHui, 'invite @Mere Tāutahi and @Mere Tāutahi', {
      mentions: [mere],
      id: '17',
    })
    await sent.resend()
    const her = {
      type: 'mention',
      text: '<at>Mere Tāutahi</at>',
      mentioned: { id: mere.id, name: mere.name },
    }
    expect(got[0]?.activity).toMatchObject({
      type: 'message',
      id: '17',
      text: '<at>On the Table</at> invite <at>Mere Tāutahi</at> and <at>Mere Tāutahi</at>',
      conversation: { isGroup: true, conversationType: 'channel', id: `${hui.id};messageid=17` },
      entities: [{ mentioned: bot }, her, her, { type: 'clientInfo' }],
      channelData: { tenant: { id: tenant.id }, team: { id: team.id }, channel: { id: hui.id } },
      localTimestamp: '2026-11-24T13:00:00+13:00',
    })
    expect(got[1]).toMatchObject({ activity: got[0]?.activity })
  })

  test('presses a button with what was typed, in the thread of its card', async () => {
    const { body } = await post(hui.id, card([words]))
    const [message] = stub.messages
    if (message === undefined) throw new Error('It was not kept.')
    await client.press(inHui, message, button, { 'f.name': 'Hui' })
    expect(got[0]?.activity).toMatchObject({
      name: 'adaptiveCard/action',
      replyToId: body.id,
      conversation: { id: `${hui.id};messageid=${body.id}` },
      value: {
        trigger: 'manual',
        action: { type: 'Action.Execute', verb: 'press', data: { 'f.name': 'Hui' } },
      },
    })
  })

  test('shows no card that Teams would not show', async () => {
    answer = {
      task: { type: 'continue', value: { card: { content: { type: 'AdaptiveCard', version: '1.9' } } } },
    }
    await expect(client.submitDialog(inHui, button)).rejects.toThrow('version 1.9')
  })

  test('tells of a deleted channel in the conversation of its team, and removes the app as it is told', async () => {
    await client.teamEvent(inHui, 'channelDeleted')
    await client.installation({ tenant, person: aroha }, 'remove')
    expect(got[0]?.activity).toMatchObject({
      conversation: { id: team.id },
      channelData: { eventType: 'channelDeleted', channel: hui, team: { id: team.id } },
    })
    expect(got[1]?.activity).toMatchObject({
      action: 'remove',
      conversation: { conversationType: 'personal' },
    })
    expect(await open(aroha.id)).toMatchObject({ status: 403 })
  })
})
