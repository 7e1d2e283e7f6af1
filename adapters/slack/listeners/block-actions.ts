// Block actions: buttons in messages, in modals and on the home tab.
import type { types } from '@slack/bolt'
import { textReply } from '../../shared/simple-replies.ts'
import { sentences } from '../messages.ts'
import { installationOf, type Payload, teamMembershipOf } from '../receive/payload-source.ts'
import { type RequestContext, type UnidentifiedRequest, withUnknownUser } from '../receive/request-context.ts'
import { decodeButton } from '../render/action-ids.ts'
import { type FormState, readFormState, type SubmittedInputs } from '../render/form-state.ts'
import { submitAction } from '../render/modals.ts'
import type { ListenerContext } from './listener-context.ts'
import { placeInMetadata, submitForm } from './submit-form.ts'

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
  readonly state?: { readonly values: FormState }
}

interface PressedButton {
  readonly action_id: string
  readonly value: string
  readonly label: string
}

interface Press {
  readonly payload: BlockActions
  readonly button: PressedButton
}

export function registerBlockActions(context: ListenerContext): void {
  const { respond } = context.responder
  context.router.onAction(async ({ ack, body, action }) => {
    await ack()
    if (body.type !== 'block_actions' || action.type !== 'button' || !('action_id' in action)) return
    const payload = body as unknown as BlockActions
    const button = { action_id: action.action_id, value: action.value ?? '', label: action.text.text }
    const request = requestOf(payload)
    await context.withErrorReply({
      request,
      teamHint: teamMembershipOf(payload, payload.user.team_id),
      respond,
      handle: (identified) => handlePress(context, { payload, button }, identified),
      // Slack takes a response to the response_url without any token.
      refuse: async () => {
        if (request.responseUrl === undefined) return
        await respond(textReply(sentences.notInstalled), withUnknownUser(request))
      },
    })
  })
}

function requestOf(payload: BlockActions): UnidentifiedRequest {
  const { user, container, channel, view, message } = payload
  return {
    workspace: installationOf(payload),
    user: user.id,
    place: view?.private_metadata ? placeInMetadata(view.private_metadata) : undefined,
    channel: channel?.id ?? container?.channel_id,
    thread: message?.thread_ts ?? container?.thread_ts,
    trigger: payload.trigger_id,
    responseUrl: payload.response_url,
    modal: view?.type === 'modal' ? view.id : undefined,
  }
}

async function handlePress(
  context: ListenerContext,
  { payload, button }: Press,
  request: RequestContext,
): Promise<void> {
  const { respond } = context.responder
  const id = `slack press ${payload.trigger_id}`
  if (button.action_id === submitAction) {
    const inputs = inputsOf(payload, button)
    const { key, values } = inputs
    return submitForm(context, { id, key, values, respond }, { ...request, inputs })
  }
  const decoded = decodeButton(button.action_id, button.value)
  if (decoded === undefined) return respond(textReply(sentences.outdated), request)
  if (decoded.isTruncated) return respond(textReply(sentences.tooLongToCarry), request)
  const { from, place } = request
  const { action, values } = decoded
  await respond(await context.receive({ kind: 'button-press', id, from, place, action, values }), request)
}

/** A form in a message is submitted by a button, whose value is the form's metadata. */
function inputsOf({ message, state }: BlockActions, { value, label }: PressedButton): SubmittedInputs {
  return { blocks: message?.blocks ?? [], key: value, label, values: readFormState(state?.values ?? {}) }
}
