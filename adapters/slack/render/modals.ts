// A form as a modal, or open in a message.
import type { types } from '@slack/bolt'
import type { Address } from '../../../src/chat/address.ts'
import type { Form } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import { encodeForm, longOptions } from './action-ids.ts'
import { errorBlocks, fieldBlocks, withValues } from './form-fields.ts'
import type { SubmittedInputs } from './form-state.ts'
import { limits } from './limits.ts'
import { plain } from './rich-text.ts'

type SlackBlock = types.KnownBlock

export const formCallback = 'form'
/** The action id of the button under a form in a message. The value of that button is the form's metadata. */
export const submitAction = 'submit-inputs'

/** `place` is where the form was asked for, and where its reply belongs. */
export function renderModal(form: Form, place: Address): types.ModalView {
  const blocks = [...introBlocks(form), ...fieldBlocks(form)]
  if (form.title.length > limits.viewTitle) blocks.unshift(header(form.title))
  return {
    ...modal({ title: form.title, submit: form.submit, blocks }),
    private_metadata: metadataOf(form, place, limits.privateMetadata),
  }
}

/** The same form in a message, with a button of its own. `index` tells several forms of one message apart. */
export function inputBlocks(form: Form, place: Address, index: number): SlackBlock[] {
  const fields = fieldBlocks(form)
  for (const block of fields) if (block.block_id) block.block_id = `${index}:${block.block_id}`
  const button = submitButton(form.submit, metadataOf(form, place, limits.buttonValue))
  return [header(form.title), ...introBlocks(form), ...fields, button]
}

/**
 * A modal in which a form from a message is corrected. Its input blocks come from that message, since the form itself
 * is not stored anywhere.
 */
export function modalWithErrors(inputs: SubmittedInputs, errors: Values): types.ModalView {
  const blocks = inputsWithErrors(inputs, errors)
  return {
    ...modal({ title: 'Please look again', submit: inputs.label, blocks }),
    private_metadata: inputs.key,
  }
}

/** The same in a message, for a form whose modal has closed. */
export function blocksWithErrors(intro: string, inputs: SubmittedInputs, errors: Values): SlackBlock[] {
  return [
    { type: 'section', text: plain(intro) },
    ...inputsWithErrors(inputs, errors),
    submitButton(inputs.label || 'Send', inputs.key),
  ]
}

/** Errors for Slack's own place beside each field. An error of a field that is not in the view stands at the first. */
export function modalErrors(blocks: readonly { type: string; block_id?: string }[], errors: Values): Values {
  const fields = blocks.filter((block) => block.type === 'input').map((block) => block.block_id ?? '')
  const placed: Record<string, string> = {}
  for (const [name, error] of Object.entries(errors)) {
    const field = fields.includes(name) ? name : fields[0]
    if (field === undefined) continue
    const before = placed[field]
    placed[field] = before === undefined ? error : `${before} ${error}`
  }
  return placed
}

function modal({ title, submit, blocks }: { title: string; submit: string; blocks: SlackBlock[] }) {
  return {
    type: 'modal',
    callback_id: formCallback,
    title: plain(title, limits.viewTitle),
    submit: plain(submit, limits.viewTitle),
    close: plain('Cancel', limits.viewTitle),
    blocks,
  } as const
}

function submitButton(label: string, metadata: string): types.ActionsBlock {
  const button: types.Button = {
    type: 'button',
    text: plain(label, limits.buttonText),
    style: 'primary',
    action_id: submitAction,
    value: metadata,
  }
  return { type: 'actions', elements: [button] }
}

function metadataOf(form: Form, place: Address, maxLength: number): string {
  return encodeForm({ form: form.id, values: form.values, place, options: longOptions(form) }, maxLength)
}

function inputsWithErrors({ blocks, values }: SubmittedInputs, errors: Values): SlackBlock[] {
  const inputs = blocks.filter((block) => block.type === 'input')
  return inputs.flatMap((block) => {
    const name = block.element.action_id ?? ''
    const input: SlackBlock = { ...block, block_id: name, element: withValues(block.element, values) }
    return [...errorBlocks(name, errors), input]
  })
}

function header(text: string): SlackBlock {
  return { type: 'header', text: plain(text, limits.header) }
}

function introBlocks({ intro }: Form): SlackBlock[] {
  return intro === undefined || intro === '' ? [] : [{ type: 'section', text: plain(intro) }]
}
