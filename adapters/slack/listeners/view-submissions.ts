// View submissions: forms in modals.
import type { SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt'
import { type AckDeadline, ackUnlessDone } from '../../shared/ack-deadline.ts'
import { textReply } from '../../shared/simple-replies.ts'
import { sentences } from '../messages.ts'
import type { Respond } from '../receive/error-handling.ts'
import { installationOf, type Payload, teamMembershipOf } from '../receive/payload-source.ts'
import { type UnidentifiedRequest, withUnknownUser } from '../receive/request-context.ts'
import { readFormState, type SubmittedInputs } from '../render/form-state.ts'
import { formCallback, modalErrors, renderModal } from '../render/modals.ts'
import { cardModal } from '../send/reply-views.ts'
import type { Responder } from '../send/respond.ts'
import type { ListenerContext } from './listener-context.ts'
import { placeInMetadata, submitForm } from './submit-form.ts'

/** In milliseconds. A submitted form is answered within this time, or its reply goes another way. */
const ackWithin = 2_200

type ViewSubmission = SlackViewMiddlewareArgs<ViewSubmitAction>

export function registerViewSubmissions(context: ListenerContext): void {
  const { router, responder, withErrorReply, withTimeout } = context
  router.onSubmission(async (submission) => {
    const { ack, body, view } = submission
    const payload = body as unknown as Payload
    const inputs = inputsOf(view)
    const request: UnidentifiedRequest = {
      workspace: installationOf(payload),
      user: body.user.id,
      place: placeInMetadata(view.private_metadata),
      modal: view.id,
    }
    const { key, values } = inputs
    const id = `slack form ${view.id} ${view.hash}`
    await ackUnlessDone({ withTimeout, milliseconds: ackWithin, ack }, (deadline) => {
      const respond = respondInModal(responder, submission, { inputs, deadline })
      return withErrorReply({
        request,
        teamHint: teamMembershipOf(payload, body.user.team_id),
        respond,
        handle: (identified) => submitForm(context, { id, key, values, respond }, identified),
        refuse: () => respond(textReply(sentences.notInstalled), withUnknownUser(request)),
      })
    })
  })
}

function inputsOf(view: ViewSubmission['view']): SubmittedInputs {
  return {
    blocks: view.blocks as SubmittedInputs['blocks'],
    key: view.callback_id === formCallback ? view.private_metadata : '',
    label: view.submit?.text ?? '',
    values: readFormState(view.state.values),
  }
}

/** A reply in time takes the place of the form. After that the modal has closed, and the reply is a direct message. */
function respondInModal(
  { respondLate }: Responder,
  { ack, view }: ViewSubmission,
  { inputs, deadline }: { readonly inputs: SubmittedInputs; readonly deadline: AckDeadline },
): Respond {
  return async (reply, request) => {
    if (deadline.hasPassed) return respondLate(reply, request, inputs)
    switch (reply.kind) {
      case 'form-errors':
        return ack({ response_action: 'errors', errors: modalErrors(view.blocks, reply.errors) })
      case 'card':
        return ack({ response_action: 'update', view: cardModal(reply.card, request) })
      case 'form':
        return ack({ response_action: 'update', view: renderModal(reply.form, request.place) })
      case 'none':
        return ack()
    }
  }
}
