// A form as a modal, or standing open in a message; and what was typed into it.
import type { types } from '@slack/bolt'
import type { Address } from '../../../src/chat/address.ts'
import type { Field, Form, Option } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import { decodeOption, encodeOption } from '../../shared/option-values.ts'
import { encodeForm, longOptions } from './action-ids.ts'
import { limits, shortened } from './limits.ts'
import { plain } from './rich-text.ts'

type SlackBlock = types.KnownBlock

/** What somebody has typed or chosen, by field; of people their user ids. */
export interface FormValues {
  readonly fields: Values
  readonly people: Values
}

export const formCallback = 'form'
/** The button under a form that stands in a message; its value is the form's key. */
export const submitAction = 'submit-inputs'

/** The modal of the form. `place` is where it was asked for, and where its answer belongs. */
export function renderModal(form: Form, place: Address): types.ModalView {
  const title = form.title.length > limits.viewTitle ? [header(form.title)] : []
  return {
    type: 'modal',
    callback_id: formCallback,
    private_metadata: keyOf(form, place, limits.privateMetadata),
    title: plain(form.title, limits.viewTitle),
    submit: plain(form.submit, limits.viewTitle),
    close: plain('Cancel', limits.viewTitle),
    blocks: [...title, ...introOf(form), ...drawFields(form)],
  }
}

function keyOf(form: Form, place: Address, most: number): string {
  return encodeForm({ form: form.id, values: form.values, place, options: longOptions(form) }, most)
}

/** The same in a message, with a button of its own; `count` tells several forms of one message apart. */
export function inputBlocks(form: Form, place: Address, count: number): SlackBlock[] {
  const button: types.Button = {
    type: 'button',
    text: plain(form.submit, limits.buttonText),
    style: 'primary',
    action_id: submitAction,
    value: keyOf(form, place, limits.buttonValue),
  }
  const inside = drawFields(form)
  return [
    header(form.title),
    ...introOf(form),
    ...inside.map((block) => ({
      ...block,
      ...(block.block_id && { block_id: `${count}:${block.block_id}` }),
    })),
    { type: 'actions', elements: [button] },
  ]
}

/**
 * A modal in which a form that stood in a message is mended: its input blocks come from that message, since the form
 * itself is not kept anywhere.
 */
export function modalWithErrors(
  blocks: readonly SlackBlock[],
  key: string,
  submit: string,
  typed: FormValues,
  errors: Values,
): types.ModalView {
  const inputs = blocks.filter((block) => block.type === 'input')
  return {
    type: 'modal',
    callback_id: formCallback,
    private_metadata: key,
    title: plain('Please look again', limits.viewTitle),
    submit: plain(submit, limits.viewTitle),
    close: plain('Cancel', limits.viewTitle),
    blocks: inputs.flatMap((block) => {
      const name = block.element.action_id ?? ''
      const kept = { ...block, block_id: name, element: withValues(block.element, typed) } as SlackBlock
      return [...errorOf(name, errors), kept]
    }),
  }
}

/** The same in a message, for whom the modal has closed. */
export function blocksWithErrors(
  intro: string,
  blocks: readonly SlackBlock[],
  key: string,
  submit: string,
  typed: FormValues,
  errors: Values,
): SlackBlock[] {
  const { blocks: inputs } = modalWithErrors(blocks, key, submit, typed, errors)
  const button: types.Button = {
    type: 'button',
    text: plain(submit || 'Send', limits.buttonText),
    style: 'primary',
    action_id: submitAction,
    value: key,
  }
  return [
    { type: 'section', text: plain(intro) },
    ...(inputs as SlackBlock[]),
    { type: 'actions', elements: [button] },
  ]
}

/** Errors for Slack's own place beside each field; what belongs to no field of the view stands at its first. */
export function modalErrors(blocks: readonly { type: string; block_id?: string }[], errors: Values): Values {
  const known = blocks.filter((block) => block.type === 'input').map((block) => block.block_id ?? '')
  const first = known[0]
  const placed: Record<string, string> = {}
  for (const [name, error] of Object.entries(errors)) {
    const at = known.includes(name) ? name : first
    if (at !== undefined) placed[at] = placed[at] === undefined ? error : `${placed[at]} ${error}`
  }
  return placed
}

interface StateValue {
  readonly type?: string
  readonly value?: string | null
  readonly selected_option?: { readonly value: string } | null
  readonly selected_user?: string | null
}

/** From a view's or a message's state; what was left empty is left out. */
export function readFormState(
  state: Readonly<Record<string, Readonly<Record<string, StateValue>>>>,
): FormValues {
  const fields: Record<string, string> = {}
  const people: Record<string, string> = {}
  for (const block of Object.values(state))
    for (const [name, { value, selected_option, selected_user }] of Object.entries(block)) {
      if (selected_user) people[name] = selected_user
      else if (selected_option) {
        const chosen = decodeOption(selected_option.value)
        if (chosen !== '') fields[name] = chosen
      } else if (value) fields[name] = value
    }
  return { fields, people }
}

function header(text: string): SlackBlock {
  return { type: 'header', text: plain(text, limits.header) }
}

function introOf({ intro }: Form): SlackBlock[] {
  return intro === undefined || intro === '' ? [] : [{ type: 'section', text: plain(intro) }]
}

function errorOf(name: string, errors: Values | undefined): SlackBlock[] {
  const error = errors?.[name]
  return error === undefined ? [] : [{ type: 'context', elements: [plain(error)] }]
}

function drawFields(form: Form): SlackBlock[] {
  const codes = new Map(Object.entries(longOptions(form)).map(([code, value]) => [value, code]))
  return form.fields.flatMap((field) => drawField(field, form.errors, codes))
}

/** What stands for options that are too long, by their values. */
type Codes = ReadonlyMap<string, string>

/** Slack shows errors only in answer to a submission, so those of a new form stand above their fields. */
function drawField(field: Field, errors: Values | undefined, codes: Codes): SlackBlock[] {
  const block: types.InputBlock = {
    type: 'input',
    block_id: field.name,
    label: plain(field.label, limits.label),
    element: drawElement(field, codes),
    optional: field.optional ?? false,
    ...(field.hint && { hint: plain(field.hint, limits.label) }),
  }
  return [...errorOf(field.name, errors), block]
}

function drawElement(field: Field, codes: Codes): types.InputBlock['element'] {
  const action_id = field.name
  switch (field.kind) {
    case 'text': {
      const initial = field.initial?.slice(0, limits.input) ?? ''
      return {
        type: 'plain_text_input',
        action_id,
        multiline: field.lines === 'many',
        // What was typed before stays whole as far as Slack can show it, also where it is too long.
        max_length: Math.min(Math.max(field.most, initial.length), limits.input),
        ...(initial !== '' && { initial_value: initial }),
      }
    }
    case 'choice':
      return drawChoice(field, codes)
    case 'person':
      return { type: 'users_select', action_id, ...(field.initial && { initial_user: field.initial }) }
  }
}

function drawChoice(field: Field & { kind: 'choice' }, codes: Codes): types.StaticSelect {
  const options = field.options.map((option) => drawOption(option, codes))
  const chosen = options[field.options.findIndex(({ value }) => value === field.initial)]
  const common = {
    type: 'static_select' as const,
    action_id: field.name,
    ...(chosen && { initial_option: chosen }),
  }
  if (options.length <= limits.optionsPerGroup) return { ...common, options }
  const groups = Array.from(
    { length: Math.min(Math.ceil(options.length / limits.optionsPerGroup), limits.groupsPerSelect) },
    (_, index) => options.slice(index * limits.optionsPerGroup, (index + 1) * limits.optionsPerGroup),
  )
  return {
    ...common,
    option_groups: groups.map((some, index) => ({
      label: plain(`From ${index * limits.optionsPerGroup + 1} on`, limits.optionText),
      options: some,
    })),
  }
}

/** A long label goes on in the small print of its option. */
function drawOption(option: Option, codes: Codes): types.PlainTextOption {
  const value = codes.get(option.value) ?? encodeOption(option.value)
  const { label } = option
  if (label.length <= limits.optionText) return { text: plain(label, limits.optionText), value }
  const colon = label.indexOf(': ')
  const split = colon > 0 && colon <= limits.optionText ? colon : -1
  if (split < 0) return { text: plain(label, limits.optionText), value }
  return {
    text: plain(label.slice(0, split), limits.optionText),
    description: plain(label.slice(split + 2), limits.optionText),
    value,
  }
}

/** The same input with what was typed into it. */
function withValues(
  element: types.InputBlock['element'],
  { fields, people }: FormValues,
): types.InputBlock['element'] {
  const name = element.action_id ?? ''
  switch (element.type) {
    case 'plain_text_input':
      return { ...element, initial_value: shortened(fields[name] ?? '', limits.input) }
    case 'static_select': {
      const all = [
        ...(element.options ?? []),
        ...(element.option_groups ?? []).flatMap(({ options }) => options),
      ]
      const chosen = all.find((option) => decodeOption(option.value ?? '') === (fields[name] ?? ''))
      return chosen ? { ...element, initial_option: chosen } : element
    }
    case 'users_select':
      return people[name] === undefined ? element : { ...element, initial_user: people[name] }
    default:
      return element
  }
}
