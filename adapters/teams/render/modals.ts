// A form as elements of Adaptive Cards, in a dialog or in a message.
import type { Field, Form, Option } from '../../../src/chat/form.ts'
import { encodeOption } from '../../shared/option-values.ts'
import { sentences } from '../messages.ts'
import { fieldId } from './action-ids.ts'
import { type Element, headingStyle, placeForPayload, renderAction } from './elements.ts'
import { type TextStyle, textBlock, type View } from './rich-text.ts'

/** Stands below the input, with the spacing that the input uses for its own error message. */
const hintStyle: TextStyle = { size: 'Small', isSubtle: true, spacing: 'Small' }
const errorStyle: TextStyle = { color: 'Attention', weight: 'Bolder', spacing: 'Small' }

/** A short list of long options is open, because a closed list cuts long options off. */
const maxOpenOptions = 8
/** In characters: an option of this length surely fits into a closed list on a phone. */
const maxClosedLength = 35

export function formElements(form: Form, view: View): readonly Element[] {
  const { title, intro, fields, errors = {} } = form
  const elements: Element[] = []
  // A dialog shows the title above the card.
  if (!view.isDialog) elements.push(plainBlock(title, view, headingStyle))
  if (intro) elements.push(plainBlock(intro, view))
  for (const field of fields) {
    const error = errors[field.name]
    elements.push(renderField(field))
    if (field.hint) elements.push(plainBlock(field.hint, view, hintStyle))
    if (error) elements.push(plainBlock(error, view, errorStyle))
  }
  elements.push(renderSubmit(form, view))
  return elements
}

function plainBlock(text: string, view: View, style?: TextStyle): Element {
  return textBlock([{ kind: 'words', text }], { view, mentions: [] }, style)
}

function renderSubmit(form: Form, view: View): Element {
  const payload = { kind: 'submit', form: { ...form, errors: {} }, place: placeForPayload(view) } as const
  const action = renderAction({ title: form.submit, payload, opensDialog: false }, view)
  return { type: 'ActionSet', spacing: 'Large', actions: [{ ...action, style: 'positive' }] }
}

function renderField(field: Field): Element {
  switch (field.kind) {
    case 'text':
      return {
        type: 'Input.Text',
        ...commonOf(field),
        isMultiline: field.lines === 'many',
        // What was typed before is kept whole, even if it is too long.
        maxLength: Math.max(field.most, field.initial?.length ?? 0),
        value: initialValue(field),
      }
    case 'choice':
      return {
        type: 'Input.ChoiceSet',
        ...commonOf(field),
        ...listStyle(field.options),
        choices: field.options.map(({ label, value }) => ({ title: label, value: encodeOption(value) })),
        value: initialOption(field.options, field.initial ?? ''),
      }
    case 'person':
      return {
        type: 'Input.ChoiceSet',
        ...commonOf(field),
        choices: [],
        'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
        value: initialValue(field),
      }
  }
}

function commonOf({ name, label, optional }: Field): Element {
  const id = fieldId(name)
  if (optional) return { id, spacing: 'Medium', label: `${label} (optional)` }
  return { id, spacing: 'Medium', label, isRequired: true, errorMessage: sentences.fillIn }
}

function initialValue({ initial }: Field): string | undefined {
  if (initial === '') return undefined
  return initial
}

function initialOption(options: readonly Option[], initial: string): string | undefined {
  const option = options.find(({ value }) => value === initial)
  return option && encodeOption(option.value)
}

function listStyle(options: readonly Option[]): Element {
  const hasLongOption = options.some(({ label }) => label.length > maxClosedLength)
  if (hasLongOption && options.length <= maxOpenOptions) return { style: 'expanded', wrap: true }
  return { style: 'compact' }
}
