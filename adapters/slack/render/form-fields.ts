// The fields of a form as input blocks.
import type { types } from '@slack/bolt'
import type { Field, Form, Option } from '../../../src/chat/form.ts'
import type { Values } from '../../../src/chat/inbound.ts'
import { decodeOption, encodeOption } from '../../shared/option-values.ts'
import { longOptions } from './action-ids.ts'
import type { FormValues } from './form-state.ts'
import { chunksOf, limits, shorten } from './limits.ts'
import { plain } from './rich-text.ts'

type SlackBlock = types.KnownBlock
type InputElement = types.InputBlock['element']

/** Codes that stand for options whose values are too long, by their values. */
type OptionCodes = ReadonlyMap<string, string>

/** Slack shows errors only in response to a submission, so the errors of a new form stand above their fields. */
export function fieldBlocks(form: Form): SlackBlock[] {
  const codes = new Map(Object.entries(longOptions(form)).map(([code, value]) => [value, code]))
  return form.fields.flatMap((field) => [...errorBlocks(field.name, form.errors), inputBlock(field, codes)])
}

export function errorBlocks(name: string, errors: Values | undefined): SlackBlock[] {
  const error = errors?.[name]
  return error === undefined ? [] : [{ type: 'context', elements: [plain(error)] }]
}

function inputBlock(field: Field, codes: OptionCodes): types.InputBlock {
  const block: types.InputBlock = {
    type: 'input',
    block_id: field.name,
    label: plain(field.label, limits.label),
    element: inputElement(field, codes),
    optional: field.optional ?? false,
  }
  if (field.hint) block.hint = plain(field.hint, limits.label)
  return block
}

function inputElement(field: Field, codes: OptionCodes): InputElement {
  switch (field.kind) {
    case 'text':
      return textInput(field)
    case 'choice':
      return selectMenu(field, codes)
    case 'person': {
      const select: types.UsersSelect = { type: 'users_select', action_id: field.name }
      if (field.initial) select.initial_user = field.initial
      return select
    }
  }
}

function textInput(field: Field & { kind: 'text' }): types.PlainTextInput {
  const initial = field.initial?.slice(0, limits.input) ?? ''
  const input: types.PlainTextInput = {
    type: 'plain_text_input',
    action_id: field.name,
    multiline: field.lines === 'many',
    // What was typed before stays whole as far as Slack can show it, even if it is too long.
    max_length: Math.min(Math.max(field.most, initial.length), limits.input),
  }
  if (initial !== '') input.initial_value = initial
  return input
}

function selectMenu(field: Field & { kind: 'choice' }, codes: OptionCodes): types.StaticSelect {
  const options = field.options.map((option) => menuOption(option, codes))
  const chosen = options[field.options.findIndex(({ value }) => value === field.initial)]
  const select: types.StaticSelect = { type: 'static_select', action_id: field.name }
  if (chosen !== undefined) select.initial_option = chosen
  if (options.length <= limits.optionsPerGroup) select.options = options
  else select.option_groups = optionGroups(options)
  return select
}

function optionGroups(options: types.PlainTextOption[]): NonNullable<types.StaticSelect['option_groups']> {
  const groups = chunksOf(options, limits.optionsPerGroup).slice(0, limits.groupsPerSelect)
  return groups.map((group, index) => ({
    label: plain(`From ${index * limits.optionsPerGroup + 1} on`, limits.optionText),
    options: group,
  }))
}

/** A label that is too long continues in the description of its option, after its first colon. */
function menuOption(option: Option, codes: OptionCodes): types.PlainTextOption {
  const value = codes.get(option.value) ?? encodeOption(option.value)
  const { label } = option
  const colon = label.indexOf(': ')
  const isSplit = label.length > limits.optionText && colon > 0 && colon <= limits.optionText
  if (!isSplit) return { text: plain(label, limits.optionText), value }
  return {
    text: plain(label.slice(0, colon), limits.optionText),
    description: plain(label.slice(colon + 2), limits.optionText),
    value,
  }
}

/** The same input, with what was typed into it as its initial value. */
export function withValues(element: InputElement, { fields, people }: FormValues): InputElement {
  const name = element.action_id ?? ''
  const value = fields[name] ?? ''
  switch (element.type) {
    case 'plain_text_input':
      return { ...element, initial_value: shorten(value, limits.input) }
    case 'static_select': {
      const chosen = optionsOf(element).find((option) => decodeOption(option.value ?? '') === value)
      return chosen === undefined ? element : { ...element, initial_option: chosen }
    }
    case 'users_select':
      return people[name] === undefined ? element : { ...element, initial_user: people[name] }
    default:
      return element
  }
}

function optionsOf({ options = [], option_groups = [] }: types.StaticSelect) {
  return [...options, ...option_groups.flatMap((group) => group.options)]
}
