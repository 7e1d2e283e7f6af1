// A card as HTML. The `html` tag escapes everything; people's words stand in `<bdi>`, so that a change of writing
// direction in them does not affect what is around them.
import { html } from 'hono/html'
import type { Block, Button, Card, FactLine, Run } from '../../../src/chat/card.ts'
import { spokenTime } from '../../../src/chat/fallback-text.ts'
import type { ChatRoom } from '../chat/rooms.ts'
import type { Person } from '../chat/seed-data.ts'
import type { Draft } from '../chat/state.ts'
import { type FormInstance, inlineFormsByBlock } from '../chat/visible-messages.ts'
import { renderForm } from './form.ts'
import { type Html, noHtml } from './view.ts'

/** Who looks at a card, and in which message it stands. */
export interface CardView {
  readonly viewer: Person
  readonly room: ChatRoom
  /** The id of the message. */
  readonly message: string
  /** Changes with the card, so that the browser does not show an old picture from its cache. */
  readonly edition: number
  readonly drafts: Readonly<Record<string, Draft>>
}

export function renderCard(card: Card, view: CardView): Html {
  const forms = inlineFormsByBlock(view.message, card)
  return html`${card.blocks.map((block, index) => renderBlock(block, index, forms.get(index), view))}`
}

function renderBlock(block: Block, index: number, form: FormInstance | undefined, view: CardView): Html {
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
      return renderQuote(block)
    case 'image':
      return html`<img class="picture" src="${pictureAddress(index, view)}" alt="${block.alt}">`
    case 'buttons':
      return renderButtons(block.buttons, index, view)
    case 'inputs':
      return renderInputs(form, view)
  }
}

function renderInputs(inline: FormInstance | undefined, { viewer, room, drafts }: CardView): Html {
  if (!inline) return noHtml
  const { instance, form } = inline
  return renderForm({ instance, form, viewer, room, draft: drafts[instance] })
}

function renderRuns(runs: readonly Run[], viewer: Person): Html {
  return html`${runs.map((run) => renderRun(run, viewer))}`
}

function renderRun(run: Run, viewer: Person): Html {
  switch (run.kind) {
    case 'words':
      if (run.strong) return html`<strong><bdi>${run.text}</bdi></strong>`
      return html`<bdi>${run.text}</bdi>`
    case 'typed':
      return html`<code><bdi>${run.text}</bdi></code>`
    case 'time':
      return html`<time datetime="${new Date(run.at).toISOString()}">${spokenTime(run, viewer.zone, viewer.locale)}</time>`
    case 'channel':
      return html`<bdi>${run.name}</bdi>`
    case 'person':
      return renderPerson(run, viewer)
  }
}

function renderPerson(run: Run & { kind: 'person' }, viewer: Person): Html {
  const account = run.users.find((user) => user.workspace === viewer.workspace)
  if (!account) return html`<bdi>${run.name}</bdi>`
  const className = account.user === viewer.user ? 'mention mention-you' : 'mention'
  return html`<span class="${className}"><span aria-hidden="true">@</span><bdi>${run.name}</bdi></span>`
}

function renderFact(fact: FactLine, viewer: Person): Html {
  return html`<div><dt><bdi>${fact.label}</bdi></dt><dd>${renderRuns(fact.value, viewer)}</dd></div>`
}

function renderTable(table: Block & { kind: 'table' }, viewer: Person): Html {
  return html`<div class="table-frame" role="region" aria-label="Table" tabindex="0"><table>
    <thead><tr>${table.columns.map((column) => html`<th scope="col"><bdi>${column}</bdi></th>`)}</tr></thead>
    <tbody>${table.rows.map((cells) => renderRow(cells, viewer))}</tbody>
  </table></div>`
}

function renderRow(cells: readonly (readonly Run[])[], viewer: Person): Html {
  return html`<tr>${cells.map((cell) => html`<td>${renderRuns(cell, viewer)}</td>`)}</tr>`
}

function renderQuote({ text, by }: Block & { kind: 'quote' }): Html {
  return html`<figure class="quote"><blockquote><bdi>${text}</bdi></blockquote>${renderSource(by)}</figure>`
}

function renderSource(by: string | undefined): Html {
  if (by === undefined) return noHtml
  return html`<figcaption><bdi>${by}</bdi></figcaption>`
}

function renderButtons(buttons: readonly Button[], block: number, view: CardView): Html {
  return html`<div class="buttons">${buttons.map((button, index) => renderButton(button, `${block}-${index}`, view))}</div>`
}

/** `position` is unique within the card. */
function renderButton(button: Button, position: string, view: CardView): Html {
  return html`<button type="button" class="button ${button.style ?? ''}" id="press-${view.message}-${position}"
    data-does="press" data-post="${view.message}" data-action="${button.action}"
    data-values="${JSON.stringify(button.values)}"><bdi>${button.label}</bdi></button>`
}

function pictureAddress(block: number, { viewer, room, message, edition }: CardView): string {
  const query = new URLSearchParams({
    as: viewer.user,
    room: room.id,
    post: message,
    block: String(block),
    edition: String(edition),
  })
  return `/playground/picture?${query}`
}
