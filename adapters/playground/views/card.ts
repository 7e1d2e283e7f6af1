// A card as HTML. Everything passes through `html`, which escapes; people's words are put in isolation so that a
// change of writing direction in them reaches nothing around them.
import { html } from 'hono/html'
import type { Block, Button, Card, FactLine, Run } from '../../../src/chat/card.ts'
import { spokenTime } from '../../../src/chat/fallback-text.ts'
import type { ChatRoom } from '../chat/rooms.ts'
import type { Person } from '../chat/seed-data.ts'
import type { Draft } from '../chat/state.ts'
import { type FormInstance, formsByBlock } from '../chat/visible-messages.ts'
import { renderForm } from './form.ts'

export type Html = ReturnType<typeof html>

/** Who looks at a card, and where it stands. */
export interface View {
  readonly viewer: Person
  readonly room: ChatRoom
  /** The message that the card is in. */
  readonly message: string
  /** Changes with the card, so that the browser does not show an old picture. */
  readonly edition: number
  readonly drafts: Readonly<Record<string, Draft>>
}

export function renderCard(card: Card, view: View): Html {
  const forms = formsByBlock(view.message, card)
  return html`${card.blocks.map((block, index) => renderBlock(block, index, forms.get(index), view))}`
}

function renderBlock(block: Block, index: number, form: FormInstance | undefined, view: View): Html {
  const runs = (list: readonly Run[]) => renderRuns(list, view.viewer)
  switch (block.kind) {
    case 'heading':
      return html`<h2 class="card-heading"><bdi>${block.text}</bdi></h2>`
    case 'text':
      return html`<p class="card-text">${runs(block.runs)}</p>`
    case 'note':
      return html`<p class="card-note">${runs(block.runs)}</p>`
    case 'facts':
      return html`<dl class="facts">${block.facts.map((fact) => renderFact(fact, view.viewer))}</dl>`
    case 'list':
      return html`<ul class="card-list">${block.items.map((item) => html`<li>${runs(item)}</li>`)}</ul>`
    case 'table':
      return renderTable(block, view.viewer)
    case 'quote':
      return renderQuote(block.text, block.by)
    case 'image':
      return html`<img class="picture" src="${pictureAddress(index, view)}" alt="${block.alt}">`
    case 'buttons':
      return html`<div class="buttons">${block.buttons.map((button, at) => renderButton(button, `${index}-${at}`, view))}</div>`
    case 'inputs':
      return form ? renderInputs(form, view) : html``
  }
}

function renderInputs({ instance, form }: FormInstance, { viewer, room, drafts }: View): Html {
  return renderForm({ instance, form, viewer, room, draft: drafts[instance] })
}

export function renderRuns(runs: readonly Run[], viewer: Person): Html {
  return html`${runs.map((run) => renderRun(run, viewer))}`
}

function renderRun(run: Run, viewer: Person): Html {
  switch (run.kind) {
    case 'words':
      return run.strong ? html`<strong><bdi>${run.text}</bdi></strong>` : html`<bdi>${run.text}</bdi>`
    case 'typed':
      return html`<code><bdi>${run.text}</bdi></code>`
    case 'time':
      return html`<time datetime="${new Date(run.at).toISOString()}">${spokenTime(run, viewer.zone, viewer.locale)}</time>`
    case 'person':
      return renderPerson(run, viewer)
  }
}

function renderPerson(run: Run & { kind: 'person' }, viewer: Person): Html {
  const here = run.users.find((user) => user.workspace === viewer.workspace)
  if (!here) return html`<bdi>${run.name}</bdi>`
  const look = here.user === viewer.user ? 'mention mention-you' : 'mention'
  return html`<span class="${look}"><span aria-hidden="true">@</span><bdi>${run.name}</bdi></span>`
}

function renderFact(fact: FactLine, viewer: Person): Html {
  return html`<div><dt><bdi>${fact.label}</bdi></dt><dd>${renderRuns(fact.value, viewer)}</dd></div>`
}

function renderTable(table: Block & { kind: 'table' }, viewer: Person): Html {
  const row = (cells: readonly (readonly Run[])[]) =>
    html`<tr>${cells.map((cell) => html`<td>${renderRuns(cell, viewer)}</td>`)}</tr>`
  return html`<div class="table-frame" role="region" aria-label="Table" tabindex="0"><table>
    <thead><tr>${table.columns.map((column) => html`<th scope="col"><bdi>${column}</bdi></th>`)}</tr></thead>
    <tbody>${table.rows.map(row)}</tbody>
  </table></div>`
}

function renderQuote(text: string, by: string | undefined): Html {
  const source = by === undefined ? '' : html`<figcaption><bdi>${by}</bdi></figcaption>`
  return html`<figure class="quote"><blockquote><bdi>${text}</bdi></blockquote>${source}</figure>`
}

function renderButton(button: Button, at: string, view: View): Html {
  return html`<button type="button" class="button ${button.style ?? ''}" id="press-${view.message}-${at}"
    data-does="press" data-post="${view.message}" data-action="${button.action}"
    data-values="${JSON.stringify(button.values)}"><bdi>${button.label}</bdi></button>`
}

function pictureAddress(block: number, { viewer, room, message, edition }: View): string {
  const query = new URLSearchParams({
    as: viewer.user,
    room: room.id,
    post: message,
    block: String(block),
    edition: String(edition),
  })
  return `/playground/picture?${query}`
}
