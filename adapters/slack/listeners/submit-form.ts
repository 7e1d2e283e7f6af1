// A submitted form becomes a form submission to the bot, whether it stood in a modal or in a message.
import type { Address } from '../../../src/chat/address.ts'
import { textReply } from '../../shared/simple-replies.ts'
import { sentences } from '../messages.ts'
import type { Respond } from '../receive/error-handling.ts'
import type { RequestContext } from '../receive/request-context.ts'
import { decodeForm, resolveOptions } from '../render/action-ids.ts'
import type { FormValues } from '../render/form-state.ts'
import type { ListenerContext } from './listener-context.ts'

export interface Submission {
  readonly id: string
  /** The metadata that the form carries. */
  readonly key: string
  readonly values: FormValues
  readonly respond: Respond
}

export async function submitForm(
  context: ListenerContext,
  { id, key, values, respond }: Submission,
  request: RequestContext,
): Promise<void> {
  const metadata = decodeForm(key)
  if (metadata === undefined || metadata.isTruncated) {
    const problem = metadata === undefined ? sentences.outdated : sentences.tooLongToCarry
    await respond(textReply(problem), request)
    return
  }
  const { workspace, from } = request
  const { form, place } = metadata
  const people = await Promise.all(
    Object.entries(values.people).map(
      async ([field, user]) => [field, await context.profiles.profile(workspace, user)] as const,
    ),
  )
  const reply = await context.receive({
    kind: 'form-submission',
    id,
    from,
    place,
    form,
    values: metadata.values,
    fields: resolveOptions(values.fields, metadata),
    people: Object.fromEntries(people),
  })
  await respond(reply, { ...request, place })
}

/** The place where the form was opened. */
export function placeInMetadata(key: string): Address | undefined {
  return decodeForm(key)?.place
}
