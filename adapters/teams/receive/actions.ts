// What pressing a button or submitting a form asks of the bot.
import type { InboundHandler, Reply } from '../../../src/chat/adapter.ts'
import type { Address, Profile } from '../../../src/chat/address.ts'
import type { Form } from '../../../src/chat/form.ts'
import { decodeOption } from '../../shared/option-values.ts'
import { sentences } from '../messages.ts'
import { type ActionPayload, fieldsIn } from '../render/action-ids.ts'
import type { ConversationReferences } from '../send/conversation-references.ts'
import { type Activity, channelIn } from './activity.ts'

/** Who has asked for something, and the place that the request is about. */
export interface RequestContext {
  readonly activity: Activity
  readonly from: Profile
  readonly place: Address
}

/** A form with what was typed into it, by field name. */
export interface SubmittedForm {
  readonly form: Form
  readonly typed: Readonly<Record<string, string>>
}

export interface ActionOptions {
  readonly receive: InboundHandler
  readonly references: ConversationReferences
}

/** A button or form in an activity, with the data that came back from it. */
export interface SentAction {
  readonly payload: ActionPayload
  readonly data: unknown
}

export async function runAction(
  { payload, data }: SentAction,
  request: RequestContext,
  options: ActionOptions,
): Promise<Reply> {
  const { activity, from, place } = request
  const base = { id: deliveryId(activity), from, place }
  if (payload.kind === 'press') {
    const { action, values } = payload
    return options.receive({ kind: 'button-press', ...base, action, values })
  }
  const { form } = payload
  const read = await readFields({ form, typed: fieldsIn(data) }, request, options.references)
  if ('errors' in read) return { kind: 'form-errors', errors: read.errors }
  return options.receive({ kind: 'form-submission', ...base, form: form.id, values: form.values, ...read })
}

/** `undefined` for a button. */
export function submittedFormOf({ payload, data }: SentAction): SubmittedForm | undefined {
  if (payload.kind !== 'submit') return undefined
  return { form: payload.form, typed: fieldsIn(data) }
}

/** Finds somebody by their id in Teams or in the directory. */
export function findProfile(
  { activity, from, place }: RequestContext,
  id: string,
  references: ConversationReferences,
): Promise<Profile | undefined> {
  const chat = channelIn(activity.conversation?.id ?? '')
  const conversation = place.kind === 'channel' ? place.channel : chat
  return references.findProfile({
    serviceUrl: activity.serviceUrl ?? '',
    tenant: from.workspace,
    conversation,
    id,
  })
}

/** Is the same when Teams delivers an activity again. */
export function deliveryId({ conversation, id, name, type }: Activity): string {
  return `teams ${name ?? type} ${conversation?.id} ${id}`
}

type ReadFields =
  | {
      readonly fields: Readonly<Record<string, string>>
      readonly people: Readonly<Record<string, Profile>>
    }
  | { readonly errors: Readonly<Record<string, string>> }

/** Stops at the first person who is not found. */
async function readFields(
  { form, typed }: SubmittedForm,
  request: RequestContext,
  references: ConversationReferences,
): Promise<ReadFields> {
  const fields: Record<string, string> = {}
  const people: Record<string, Profile> = {}
  for (const { name, kind } of form.fields) {
    const value = typed[name]
    if (value === undefined) continue
    if (kind === 'person') {
      const person = await findProfile(request, value, references)
      if (person === undefined) return { errors: { [name]: sentences.notKnown } }
      people[name] = person
      continue
    }
    const text = kind === 'choice' ? decodeOption(value) : value
    if (text !== '') fields[name] = text
  }
  return { fields, people }
}
