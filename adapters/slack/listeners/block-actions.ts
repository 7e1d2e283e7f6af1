// What people press: buttons in messages, in modals and on the home tab.
import type { types } from '@slack/bolt'
import type { Reply } from '../../../src/chat/adapter.ts'
import { textReply } from '../../shared/simple-replies.ts'
import { sentences } from '../messages.ts'
import { installationOf, type Payload, teamMembershipOf } from '../receive/payload-source.ts'
import {
  type RequestContext,
  type UnidentifiedRequest,
  unidentifiedUser,
} from '../receive/request-context.ts'
import { decodeButton } from '../render/action-ids.ts'
import { readFormState, submitAction } from '../render/modals.ts'
import type { ListenerContext } from './index.ts'
import { placeIn, submit } from './view-submissions.ts'

interface BlockActions extends Payload {
  readonly user: { readonly id: string; readonly team_id?: string }
  readonly trigger_id: string
  readonly response_url?: string
  readonly container?: { readonly channel_id?: string; readonly thread_ts?: string }
  readonly channel?: { readonly id: string }
  readonly message?: { readonly thread_ts?: string; readonly blocks?: readonly types.KnownBlock[] }
  readonly view?: {
    readonly id: string
    readonly type: string
    readonly private_metadata?: string
    readonly app_installed_team_id?: string
  }
  readonly state?: { readonly values: Parameters<typeof readFormState>[0] }
}

interface Pressed {
  readonly action_id: string
  readonly value: string
  readonly label: string
}

export function registerBlockActions(ear: ListenerContext): void {
  const { respond } = ear.shows
  ear.hearing.onAction(async ({ ack, body, action }) => {
    await ack()
    if (body.type !== 'block_actions' || action.type !== 'button' || !('action_id' in action)) return
    const payload = body as unknown as BlockActions
    const pressed = { action_id: action.action_id, value: action.value ?? '', label: action.text.text }
    const question = questionOf(payload)
    await ear.attend({
      question,
      teamHint: teamMembershipOf(payload, payload.user.team_id),
      show: respond,
      work: (asked) => press(ear, payload, pressed, asked),
      // Slack takes an answer there without any token.
      refuse: async () => {
        if (question.responseUrl !== undefined)
          await respond(textReply(sentences.notInstalled), unidentifiedUser(question))
      },
    })
  })
}

function questionOf(payload: BlockActions): UnidentifiedRequest {
  const { user, container, channel, view, message } = payload
  return {
    workspace: installationOf(payload),
    user: user.id,
    place: view?.private_metadata ? placeIn(view.private_metadata) : undefined,
    channel: channel?.id ?? container?.channel_id,
    thread: message?.thread_ts ?? container?.thread_ts,
    trigger: payload.trigger_id,
    responseUrl: payload.response_url,
    modal: view?.type === 'modal' ? view.id : undefined,
  }
}

async function press(
  ear: ListenerContext,
  payload: BlockActions,
  pressed: Pressed,
  asked: RequestContext,
): Promise<void> {
  const { respond } = ear.shows
  const id = `slack press ${payload.trigger_id}`
  const { action_id, value, label } = pressed
  if (action_id === submitAction) {
    const typed = readFormState(payload.state?.values ?? {})
    const inputs = { blocks: payload.message?.blocks ?? [], key: value, label, typed }
    await submit(ear, { id, key: value, typed }, { ...asked, inputs }, respond)
    return
  }
  await respond(await replyTo(ear, id, pressed, asked), asked)
}

async function replyTo(
  ear: ListenerContext,
  id: string,
  { action_id, value }: Pressed,
  asked: RequestContext,
): Promise<Reply> {
  const button = decodeButton(action_id, value)
  if (button === undefined) return textReply(sentences.outdated)
  if (button.isCut) return textReply(sentences.tooLongToCarry)
  const { from, place } = asked
  const { action, values } = button
  return ear.receive({ kind: 'button-press', id, from, place, action, values })
}
