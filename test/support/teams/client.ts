// Plays Teams towards the app: sends signed activities as people write, press and submit, and as the app is installed.
import { randomUUID } from 'node:crypto'
import {
  bot,
  clientActivity,
  installationActivity,
  markMentions,
  membersActivity,
  type Seat,
  teamEventActivity,
} from './activities.ts'
import type { TeamsStub } from './stub.ts'
import type { Json, StubMessage, StubPerson } from './types.ts'

export interface Answer {
  readonly status: number
  /** Parsed if it is JSON, otherwise text. */
  readonly body: unknown
  readonly activity: Json
  /** Sends the same activity once more, as Teams does after a timeout. */
  resend(): Promise<Answer>
}

interface RequestOptions {
  /** Replaces the valid token. */
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
}

interface MessageOptions {
  /** People whose `@Name` in the text is a live mention. */
  readonly mentions?: readonly StubPerson[]
  readonly id?: string
  /** The first message of the thread, for a reply in a channel. */
  readonly root?: string
}

export type Action = Json & { readonly type?: unknown; readonly data?: unknown }

export interface TeamsClient {
  /** In a channel or group chat the text begins with a mention of the bot, unless it has `@On the Table` already. */
  message(seat: Seat, text: string, options?: MessageOptions): Promise<Answer>
  /** An `Action.Execute` of a card. */
  press(seat: Seat, message: StubMessage, action: Action, inputs?: Json): Promise<Answer>
  /** An `Action.Submit` of a card that opens a dialog. */
  openDialog(seat: Seat, message: StubMessage, action: Action, inputs?: Json): Promise<Answer>
  /** An `Action.Submit` in the card of a dialog. */
  submitDialog(seat: Seat, action: Action, inputs?: Json): Promise<Answer>
  /** A command in the menu of a message with this HTML, in that place or in a chat that the bot is not a member of. */
  openMessageAction(seat: Seat, command: string, html: string, chat?: Json): Promise<Answer>
  /** An `Action.Submit` in the dialog that the command has opened. */
  submitMessageAction(seat: Seat, action: Action, inputs?: Json, chat?: Json): Promise<Answer>
  members(
    seat: Seat,
    change: { readonly added?: readonly Json[]; readonly removed?: readonly Json[] },
  ): Promise<Answer>
  /** `channelDeleted`, `channelRenamed`, `teamDeleted` and so on; `name` is what it is called after that. */
  teamEvent(seat: Seat, eventType: string, name?: string): Promise<Answer>
  /** Also changes where the stub has the app installed. */
  installation(seat: Seat, action: 'add' | 'remove'): Promise<Answer>
  raw(activity: Json, options?: RequestOptions): Promise<Answer>
}

const dialogContext = { theme: 'default' }

export function teamsClient(url: string, stub: TeamsStub, now: () => number): TeamsClient {
  const context = { serviceUrl: stub.serviceUrl, now, chatOf: stub.chatOf }
  const raw = (activity: Json, options?: RequestOptions) => sendActivity({ url, stub }, activity, options)

  function invoke(seat: Seat, name: string, value: Json, message?: StubMessage): Promise<Answer> {
    const activity = clientActivity(seat, 'invoke', context, message?.root ?? message?.id)
    return raw({ ...activity, name, value, replyToId: message?.id })
  }

  /** `chat` replaces the conversation of the seat. */
  function invokeExtension(seat: Seat, name: string, value: Json, chat: Json | undefined): Promise<Answer> {
    const activity = clientActivity(seat, 'invoke', context)
    return raw({ ...activity, conversation: chat ?? activity.conversation, name, value })
  }

  return {
    raw,
    message(seat, text, { mentions = [], id = stub.nextId(), root = id } = {}) {
      const isAddressed = seat.place === undefined || text.includes(`@${bot.name}`)
      const marked = markMentions(isAddressed ? text : `@${bot.name} ${text}`, [...mentions, bot])
      const activity = clientActivity(seat, 'message', context, root)
      return raw({
        ...activity,
        id,
        textFormat: 'plain',
        text: marked.text,
        attachments: [{ contentType: 'text/html', content: `<p>${marked.text}</p>` }],
        entities: [...marked.entities, ...activity.entities],
      })
    },
    press(seat, message, { type, verb, title, data }, inputs) {
      const action = { type, verb, title, data: withInputs(data, inputs) }
      return invoke(seat, 'adaptiveCard/action', { action, trigger: 'manual' }, message)
    },
    openDialog: (seat, message, { data }, inputs) =>
      invoke(seat, 'task/fetch', { data: withInputs(data, inputs), context: dialogContext }, message),
    submitDialog: (seat, { data }, inputs) =>
      invoke(seat, 'task/submit', { data: withInputs(data, inputs), context: dialogContext }),
    openMessageAction(seat, commandId, content, chat) {
      const messagePayload = { id: stub.nextId(), body: { contentType: 'html', content } }
      const command = { commandId, commandContext: 'message', requestId: randomUUID() }
      const value = { ...command, context: dialogContext, messagePayload }
      return invokeExtension(seat, 'composeExtension/fetchTask', value, chat)
    },
    submitMessageAction(seat, { data }, inputs, chat) {
      const value = { commandContext: 'message', context: dialogContext, data: withInputs(data, inputs) }
      return invokeExtension(seat, 'composeExtension/submitAction', value, chat)
    },
    members: (seat, change) => raw(membersActivity(seat, change, context)),
    teamEvent: (seat, eventType, name) => raw(teamEventActivity(seat, { eventType, name }, context)),
    installation(seat, action) {
      if (action === 'add') stub.install(installationOf(seat))
      else stub.uninstall(installationOf(seat))
      return raw(installationActivity(seat, action, context))
    },
  }
}

async function sendActivity(
  app: { readonly url: string; readonly stub: TeamsStub },
  activity: Json,
  { token = app.stub.token(), headers }: RequestOptions = {},
): Promise<Answer> {
  const response = await fetch(`${app.url}/teams/messages`, {
    method: 'POST',
    body: JSON.stringify(activity),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      authorization: `Bearer ${token}`,
      ...headers,
    },
  })
  const body = await readBody(response)
  const faults = cardsIn(body).flatMap(app.stub.cardFaults)
  if (faults.length > 0) throw new Error(`Teams would not show it: ${faults.join('; ')}`)
  return { status: response.status, body, activity, resend: () => sendActivity(app, activity) }
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json')
  if (!isJson || text === '') return text
  return JSON.parse(text)
}

/** The cards in the answer to an invoke. */
function cardsIn(body: unknown): readonly unknown[] {
  const { value, task } = Object(body) as {
    value?: unknown
    task?: { value?: { card?: { content?: unknown } } }
  }
  const cards: unknown[] = []
  if (Object(value).type === 'AdaptiveCard') cards.push(value)
  const dialog = task?.value?.card?.content
  if (dialog !== undefined) cards.push(dialog)
  return cards
}

function withInputs(data: unknown, inputs: Json | undefined): Json {
  return { ...(data as Json), ...inputs }
}

function installationOf({ place, person }: Seat): { readonly id: string } {
  if (place === undefined) return person
  if ('chat' in place) return place.chat
  return place.team
}
