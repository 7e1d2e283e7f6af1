// A form as a dialog, or standing open in a card.
import type { Field, Form, Option } from '../../../src/chat/form.ts'
import { encodeOption } from '../../shared/option-values.ts'
import { sentences } from '../messages.ts'
import { fieldId } from './action-ids.ts'
import { type AdaptiveCard, adaptiveCard, drawAction, type Element, elsewhere, heading } from './cards.ts'
import { textBlock, type View } from './rich-text.ts'

/** The form as a card of its own, for a dialog or for a chat in which no dialog can open. */
export function formCard(form: Form, view: View): AdaptiveCard {
  return adaptiveCard({ blocks: [{ kind: 'inputs', form }] }, view)
}

export function formElements(form: Form, view: View): readonly Element[] {
  const { title, intro, fields, errors = {}, submit } = form
  const text = (words: string, style: object) =>
    textBlock([{ kind: 'words', text: words }], view, [], { ...style } as Record<string, unknown>)
  /** As the input's own words for what is missing, which it shows there too. */
  const below = (words: string | undefined, style: object) =>
    words ? [text(words, { ...style, spacing: 'Small' })] : []
  return [
    // A dialog has its title above.
    ...(view.isDialog ? [] : [text(title, heading)]),
    ...(intro ? [text(intro, {})] : []),
    ...fields.flatMap((field) => [
      drawField(field),
      ...below(field.hint, { size: 'Small', isSubtle: true }),
      ...below(errors[field.name], { color: 'Attention', weight: 'Bolder' }),
    ]),
    {
      type: 'ActionSet',
      spacing: 'Large',
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

function drawField(field: Field): Element {
  const { name, label, optional, initial = '' } = field
  const common = {
    id: fieldId(name),
    spacing: 'Medium',
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
        ...lookOf(field.options),
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

/** A closed list cuts off what is long, so a short list of long ones stands open. */
function lookOf(options: readonly Option[]): Element {
  const isOpen = options.length <= mostOpen && options.some(({ label }) => label.length > mostClosed)
  return isOpen ? { style: 'expanded', wrap: true } : { style: 'compact' }
}

const mostOpen = 8
/** Characters of an option that surely fit into a closed list on a phone. */
const mostClosed = 35
