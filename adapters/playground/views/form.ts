// A form as HTML: in a card or in a dialog, with what was typed and what is to be mended.
import { html } from 'hono/html'
import type { Field, Form } from '../../../src/chat/form.ts'
import type { ChatRoom } from '../chat/rooms.ts'
import { colleagues, type Person } from '../chat/seed-data.ts'
import type { Draft } from '../chat/state.ts'
import type { Html } from './card.ts'

export interface FormView {
  readonly instance: string
  readonly form: Form
  readonly viewer: Person
  readonly room: ChatRoom
  readonly draft: Draft | undefined
  /** In a dialog, which has its own heading and a way out. */
  readonly inDialog?: boolean
}

export function renderForm(view: FormView): Html {
  const { form, instance, inDialog } = view
  const errors = { ...form.errors, ...view.draft?.errors }
  const elsewhere = Object.keys(errors).filter((name) => !form.fields.some((field) => field.name === name))
  return html`<form class="form" id="${instance}" data-does="submit" data-room="${view.room.id}"
    aria-labelledby="${instance}-title">
    <h2 class="form-title" id="${instance}-title"><bdi>${form.title}</bdi></h2>
    ${form.intro === undefined ? '' : html`<p class="form-intro"><bdi>${form.intro}</bdi></p>`}
    ${elsewhere.map((name) => html`<p class="error" role="alert"><bdi>${errors[name]}</bdi></p>`)}
    ${form.fields.map((field, index) => renderField(field, `${instance}-${index}`, errors[field.name], view))}
    <div class="buttons">
      <button type="submit" class="button primary"><bdi>${form.submit}</bdi></button>
      ${inDialog ? html`<button type="button" class="button" data-does="dismiss" data-id="${instance}">Cancel</button>` : ''}
    </div>
  </form>`
}

function renderField(field: Field, id: string, error: string | undefined, view: FormView): Html {
  const about = [
    field.hint === undefined ? [] : [`${id}-hint`],
    error === undefined ? [] : [`${id}-error`],
  ].flat()
  const value = (view.draft ? view.draft.fields[field.name] : field.initial) ?? ''
  const attributes = html`id="${id}" name="${field.name}" aria-describedby="${about.join(' ')}"
    ${error === undefined ? '' : html`aria-invalid="true"`} ${field.optional ? '' : html`required`}`
  return html`<div class="field">
    <label for="${id}"><bdi>${field.label}</bdi>${field.optional ? html` <span class="optional">optional</span>` : ''}</label>
    ${field.hint === undefined ? '' : html`<p class="hint" id="${id}-hint"><bdi>${field.hint}</bdi></p>`}
    ${renderControl(field, value, attributes, view.viewer)}
    ${error === undefined ? '' : html`<p class="error" id="${id}-error"><bdi>${error}</bdi></p>`}
  </div>`
}

/** Longer text than `most` may be typed: the bot says so, and nothing is cut off unseen. */
function renderControl(field: Field, value: string, attributes: Html, viewer: Person): Html {
  switch (field.kind) {
    case 'text':
      return field.lines === 'many'
        ? html`<textarea rows="4" dir="auto" ${attributes}>
${value}</textarea>`
        : html`<input type="text" dir="auto" autocomplete="off" value="${value}" ${attributes}>`
    case 'choice':
      return renderSelect(field.options, value, attributes)
    case 'person': {
      const options = colleagues(viewer).map(({ user, name, organisation }) => ({
        value: user,
        label: `${name}, ${organisation}`,
      }))
      return renderSelect(options, value, attributes)
    }
  }
}

function renderSelect(
  options: readonly { readonly value: string; readonly label: string }[],
  value: string,
  attributes: Html,
): Html {
  return html`<select ${attributes}>
    <option value="">Choose …</option>
    ${options.map(
      (option) =>
        html`<option value="${option.value}" ${option.value === value ? html`selected` : ''}>${option.label}</option>`,
    )}
  </select>`
}
