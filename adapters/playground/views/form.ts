// A form as HTML, in a card or in a dialog, with what was typed so far and the errors in it.
import { html } from 'hono/html'
import type { Field, Form } from '../../../src/chat/form.ts'
import type { ChatRoom } from '../chat/rooms.ts'
import { colleagues, type Person } from '../chat/seed-data.ts'
import type { Draft } from '../chat/state.ts'
import { type Html, noHtml, renderIf } from './view.ts'

export interface FormView {
  readonly instance: string
  readonly form: Form
  readonly viewer: Person
  readonly room: ChatRoom
  readonly draft: Draft | undefined
  /** A dialog gets a Cancel button. */
  readonly inDialog?: boolean
}

export function renderForm(view: FormView): Html {
  const { form, instance } = view
  const errors = { ...form.errors, ...view.draft?.errors }
  const general = Object.keys(errors).filter((name) => !form.fields.some((field) => field.name === name))
  return html`<form class="form" id="${instance}" data-does="submit" data-room="${view.room.id}"
    aria-labelledby="${instance}-title">
    <h2 class="form-title" id="${instance}-title"><bdi>${form.title}</bdi></h2>
    ${renderIntro(form.intro)}
    ${general.map((name) => html`<p class="error" role="alert"><bdi>${errors[name]}</bdi></p>`)}
    ${form.fields.map((field, index) => renderField(fieldView(field, index, errors, view)))}
    <div class="buttons">
      <button type="submit" class="button primary"><bdi>${form.submit}</bdi></button>
      ${renderCancel(view)}
    </div>
  </form>`
}

function renderIntro(intro: string | undefined): Html {
  if (intro === undefined) return noHtml
  return html`<p class="form-intro"><bdi>${intro}</bdi></p>`
}

function renderCancel({ inDialog, instance }: FormView): Html {
  if (!inDialog) return noHtml
  return html`<button type="button" class="button" data-does="dismiss" data-id="${instance}">Cancel</button>`
}

interface FieldView {
  readonly field: Field
  /** The id of its HTML element. */
  readonly id: string
  readonly value: string
  readonly error: string | undefined
  readonly viewer: Person
}

function fieldView(
  field: Field,
  index: number,
  errors: Readonly<Record<string, string>>,
  { instance, draft, viewer }: FormView,
): FieldView {
  const typed = draft ? draft.fields[field.name] : field.initial
  return { field, id: `${instance}-${index}`, value: typed ?? '', error: errors[field.name], viewer }
}

function renderField(view: FieldView): Html {
  const { field, id } = view
  return html`<div class="field">
    <label for="${id}"><bdi>${field.label}</bdi>${renderIf(field.optional === true, html` <span class="optional">optional</span>`)}</label>
    ${renderHint(view)}
    ${renderControl(view)}
    ${renderError(view)}
  </div>`
}

function renderHint({ field, id }: FieldView): Html {
  if (field.hint === undefined) return noHtml
  return html`<p class="hint" id="${id}-hint"><bdi>${field.hint}</bdi></p>`
}

function renderError({ error, id }: FieldView): Html {
  if (error === undefined) return noHtml
  return html`<p class="error" id="${id}-error"><bdi>${error}</bdi></p>`
}

function renderAttributes({ field, id, error }: FieldView): Html {
  const describedBy: string[] = []
  if (field.hint !== undefined) describedBy.push(`${id}-hint`)
  if (error !== undefined) describedBy.push(`${id}-error`)
  return html`id="${id}" name="${field.name}" aria-describedby="${describedBy.join(' ')}"
    ${renderIf(error !== undefined, html`aria-invalid="true"`)} ${renderIf(!field.optional, html`required`)}`
}

/** Text longer than the form's limit may be typed: the bot complains about it, and nothing is cut off unseen. */
function renderControl(view: FieldView): Html {
  const { field } = view
  switch (field.kind) {
    case 'text':
      if (field.lines === 'many') return renderTextArea(view)
      return html`<input type="text" dir="auto" autocomplete="off" value="${view.value}" ${renderAttributes(view)}>`
    case 'choice':
      return renderSelect(field.options, view)
    case 'person':
      return renderSelect(colleagues(view.viewer).map(personOption), view)
  }
}

/** The line break after the tag is no part of the value: HTML drops it, and would drop one that was typed. */
function renderTextArea(view: FieldView): Html {
  return html`<textarea rows="4" dir="auto" ${renderAttributes(view)}>
${view.value}</textarea>`
}

interface Option {
  readonly value: string
  readonly label: string
}

function personOption({ user, name, organisation }: Person): Option {
  return { value: user, label: `${name}, ${organisation}` }
}

function renderSelect(options: readonly Option[], view: FieldView): Html {
  return html`<select ${renderAttributes(view)}>
    <option value="">Choose …</option>
    ${options.map((option) => renderOption(option, view.value))}
  </select>`
}

function renderOption({ value, label }: Option, selected: string): Html {
  return html`<option value="${value}" ${renderIf(value === selected, html`selected`)}>${label}</option>`
}
