// What people send as forms: in modals, and as forms that stand in messages.
import type { Reply } from '../../../src/chat/adapter.ts'
import type { Address } from '../../../src/chat/address.ts'
import { textReply } from '../../shared/simple-replies.ts'
import { sentences } from '../messages.ts'
import { ackUnlessDone } from '../receive/ack-deadline.ts'
import { installationOf, type Payload, teamMembershipOf } from '../receive/payload-source.ts'
import {
  type RequestContext,
  type UnidentifiedRequest,
  unidentifiedUser,
} from '../receive/request-context.ts'
import { chosenIn, decodeForm } from '../render/action-ids.ts'
import { type FormValues, formCallback, modalErrors, readFormState, renderModal } from '../render/modals.ts'
import { cardModal } from '../send/respond.ts'
import type { ListenerContext } from './index.ts'

/** A submitted form is answered within this time, or its answer comes in another way. */
const answerWithin = 2_200

type Show = (reply: Reply, asked: RequestContext) => Promise<unknown>

export function registerViewSubmissions(ear: ListenerContext): void {
  ear.hearing.onSubmission(async ({ ack, body, view }) => {
    const payload = body as unknown as Payload
    const typed = readFormState(view.state.values)
    const key = view.callback_id === formCallback ? view.private_metadata : ''
    const question: UnidentifiedRequest = {
      workspace: installationOf(payload),
      user: body.user.id,
      place: placeIn(view.private_metadata),
      modal: view.id,
    }
    const blocks = view.blocks as Parameters<typeof ear.shows.respondLate>[2]['blocks']
    const submitLabel = view.submit?.text ?? ''
    let isLate = false
    const show: Show = async (reply, asked) => {
      // The modal has closed: what it was answered comes as a direct message.
      if (isLate) return ear.shows.respondLate(reply, asked, { blocks, key, label: submitLabel, typed })
      if (reply.kind === 'form-errors')
        return ack({ response_action: 'errors', errors: modalErrors(view.blocks, reply.errors) })
      if (reply.kind === 'card') return ack({ response_action: 'update', view: cardModal(reply.card, asked) })
      if (reply.kind === 'form')
        return ack({ response_action: 'update', view: renderModal(reply.form, asked.place) })
      await ack()
    }
    const attending = ear.attend({
      question,
      teamHint: teamMembershipOf(payload, body.user.team_id),
      show,
      refuse: () => show(textReply(sentences.notInstalled), unidentifiedUser(question)),
      work: (asked) => submit(ear, { id: `slack form ${view.id} ${view.hash}`, key, typed }, asked, show),
    })
    await ackUnlessDone(ear.within, answerWithin, attending, () => {
      isLate = true
      return ack()
    })
  })
}

interface Submission {
  readonly id: string
  readonly key: string
  readonly typed: FormValues
}

export async function submit(
  ear: ListenerContext,
  { id, key, typed }: Submission,
  asked: RequestContext,
  show: Show,
): Promise<void> {
  const form = decodeForm(key)
  if (form === undefined || form.isCut) {
    await show(textReply(form === undefined ? sentences.outdated : sentences.tooLongToCarry), asked)
    return
  }
  const { workspace, from } = asked
  const picked = await Promise.all(
    Object.entries(typed.people).map(
      async ([field, user]) => [field, await ear.people.profile(workspace, user)] as const,
    ),
  )
  const reply = await ear.receive({
    kind: 'form-submission',
    id,
    from,
    place: form.place,
    form: form.form,
    values: form.values,
    fields: chosenIn(typed.fields, form),
    people: Object.fromEntries(picked),
  })
  await show(reply, { ...asked, place: form.place })
}

export function placeIn(metadata: string): Address | undefined {
  return decodeForm(metadata)?.place
}
