// A form as a dialog, or standing open in a card.
import type { Field, Form } from '../../src/chat/form.ts'
import { sentences } from './errors.ts'
import { fieldId } from './ids.ts'
import { type AdaptiveCard, adaptiveCard, drawAction, type Element, elsewhere } from './render.ts'
import { textBlock, type View } from './text.ts'

/** The form as a card of its own, for a dialog or for a chat in which no dialog can open. */
export function formCard(form: Form, view: View): AdaptiveCard {
  return adaptiveCard({ blocks: [{ kind: 'inputs', form }] }, view)
}

export function formElements(form: Form, view: View): readonly Element[] {
  const { title, intro, fields, errors = {}, submit } = form
  const text = (words: string, style: object) =>
    textBlock([{ kind: 'words', text: words }], view, [], { ...style } as Record<string, unknown>)
  return [
    // A dialog has its title above.
    ...(view.isDialog ? [] : [text(title, { size: 'Large', weight: 'Bolder' })]),
    ...(intro ? [text(intro, {})] : []),
    ...fields.flatMap((field) => [
      ...(errors[field.name] === undefined
        ? []
        : [text(errors[field.name] ?? '', { color: 'Attention', weight: 'Bolder' })]),
      ...hintOf(field, text),
      drawField(field),
    ]),
    {
      type: 'ActionSet',
      actions: [
        {
          ...drawAction(
            submit,
            { kind: 'submit', form: { ...form, errors: {} }, ...elsewhere(view) },
            view,
            false,
          ),
          style: 'positive',
        },
      ],
    },
  ]
}

/** Inputs show a hint only while they are empty, and a choice or a person none at all. */
function hintOf({ hint }: Field, text: (words: string, style: object) => Element): readonly Element[] {
  return hint ? [text(hint, { size: 'Small', isSubtle: true })] : []
}

function drawField(field: Field): Element {
  const { name, label, optional, initial = '' } = field
  const common = {
    id: fieldId(name),
    label: optional ? `${label} (optional)` : label,
    ...(!optional && { isRequired: true, errorMessage: sentences.fillIn }),
  }
  switch (field.kind) {
    case 'text':
      return {
        type: 'Input.Text',
        ...common,
        isMultiline: field.lines === 'many',
        // What was typed before stays whole, also where it is too long.
        maxLength: Math.max(field.most, initial.length),
        ...(initial !== '' && { value: initial }),
      }
    case 'choice': {
      const chosen = field.options.find(({ value }) => value === initial)
      return {
        type: 'Input.ChoiceSet',
        ...common,
        style: 'compact',
        choices: field.options.map(({ label: title, value }) => ({ title, value: encodeOption(value) })),
        ...(chosen && { value: encodeOption(chosen.value) }),
      }
    }
    case 'person':
      return {
        type: 'Input.ChoiceSet',
        ...common,
        choices: [],
        'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
        ...(initial !== '' && { value: initial }),
      }
  }
}

/** An empty value would be no choice at all. */
export function encodeOption(value: string): string {
  return value === '' || value.startsWith('-') ? `-${value}` : value
}

export function decodeOption(value: string): string {
  return value.startsWith('-') ? value.slice(1) : value
}
