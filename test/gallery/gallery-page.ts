// One page with every card and form as the playground, Slack and Teams draw it, beside each other.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { html, raw } from 'hono/html'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { Message } from 'slack-blocks-to-jsx'
import { findRoom } from '../../adapters/playground/chat/rooms.ts'
import { findPerson, type Person } from '../../adapters/playground/chat/seed-data.ts'
import { renderCard as renderHtmlCard } from '../../adapters/playground/views/card.ts'
import { renderForm as renderHtmlForm } from '../../adapters/playground/views/form.ts'
import { renderCard as renderSlackCard } from '../../adapters/slack/render/cards.ts'
import { renderModal } from '../../adapters/slack/render/modals.ts'
import { formCard, renderCard as renderTeamsCard } from '../../adapters/teams/render/cards.ts'
import type { Address } from '../../src/chat/address.ts'
import type { Card } from '../../src/chat/card.ts'
import type { Form } from '../../src/chat/form.ts'
import { type FileTexts, sentences } from './sentences.ts'

/** Something that people see, and the steps that lead to it, such as `Aroha: meetings > Correct this`. */
export interface Exhibit {
  readonly path: string
  readonly shown: Card | Form
}

type Html = ReturnType<typeof html>

const require = createRequire(import.meta.url)
const drawing = readFileSync(new URL('../../docs/pictures/icon.svg', import.meta.url), 'utf8')
const icon = `data:image/svg+xml,${encodeURIComponent(drawing)}`
const zone = 'Pacific/Auckland'
const locale = 'en-NZ'
const slackPlace: Address = { kind: 'channel', platform: 'slack', workspace: 'w1', channel: 'C1' }
const teamsPlace: Address = { kind: 'channel', platform: 'teams', workspace: 'w1', channel: 'C1' }

/** The files of the gallery by their names; `index.html` needs the others beside it, and nothing from elsewhere. */
export function galleryFiles(exhibits: readonly Exhibit[]): ReadonlyMap<string, string> {
  return new Map([
    ['index.html', String(renderGallery(exhibits))],
    ['playground.css', playgroundStyles()],
    ['slack.css', readFileSync(require.resolve('slack-blocks-to-jsx/dist/style.css'), 'utf8')],
    ['adaptivecards.js', readFileSync(require.resolve('adaptivecards/dist/adaptivecards.min.js'), 'utf8')],
  ])
}

/** Each drawing stands in a shadow root, so that the styles of one platform do not reach those of another. */
function playgroundStyles(): string {
  const sheets = ['base', 'card', 'form'].map((name) =>
    readFileSync(new URL(`../../adapters/playground/page/${name}.css`, import.meta.url), 'utf8'),
  )
  return sheets.join('\n').replaceAll(':root', ':host')
}

function renderGallery(exhibits: readonly Exhibit[]): Html {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Everything that On the Table shows</title>
  <style>${raw(pageStyles)}</style>
</head>
<body>
  <h1>Everything that On the Table shows</h1>
  <p>${exhibits.length} cards and forms of a lively, a stopped and a closed network: in the playground, in Slack and in Teams.</p>
  <p>Below them, <a href="#sentences">every sentence of the source</a>, file by file.</p>
  ${exhibits.map(renderExhibit)}
  <h1 id="sentences">Every sentence that people can read</h1>
  <p>What is put in when a sentence is shown reads “…”.</p>
  ${sentences().map(renderSentences)}
  <script src="adaptivecards.js"></script>
  <script>${raw(teamsScript)}</script>
</body>
</html>`
}

const pageStyles = `
  body { font: 15px/1.45 system-ui, sans-serif; margin: 24px; background: #f3f4f2; color: #1b2725; }
  section { margin: 24px 0; }
  h2 { font-size: 1rem; overflow-wrap: anywhere; }
  .row { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr)); gap: 16px; align-items: start; }
  figure { margin: 0; padding: 12px; background: #fff; border: 1px solid #d5ddd6; border-radius: 8px; overflow-wrap: anywhere; }
  figcaption { font-size: 0.8rem; color: #51605c; margin-bottom: 8px; }
`

const teamsScript = `
  for (const place of document.querySelectorAll('[data-adaptive-cards]'))
    for (const content of JSON.parse(place.dataset.adaptiveCards)) {
      const card = new AdaptiveCards.AdaptiveCard()
      card.parse(content)
      place.append(card.render())
    }
`

function renderExhibit({ path, shown }: Exhibit): Html {
  const drawings = 'fields' in shown ? drawForm(shown) : drawCard(shown)
  return html`<section>
    <h2>${path}</h2>
    <div class="row">
      ${isolated('Playground', 'playground.css', drawings.playground)}
      ${isolated('Slack', 'slack.css', drawings.slack)}
      <figure><figcaption>Teams</figcaption><div data-adaptive-cards="${JSON.stringify(drawings.teams)}"></div></figure>
    </div>
  </section>`
}

function isolated(caption: string, styles: string, drawing: Html): Html {
  return html`<figure><figcaption>${caption}</figcaption><div><template shadowrootmode="open">
    <link rel="stylesheet" href="${styles}"><style>img { max-width: 100%; height: auto; }</style>${drawing}</template></div></figure>`
}

function renderSentences({ file, texts }: FileTexts): Html {
  return html`<section><h2>${file}</h2><ul>${texts.map((text) => html`<li>${text}</li>`)}</ul></section>`
}

interface Drawings {
  readonly playground: Html
  readonly slack: Html
  /** Adaptive Cards, which the page draws when it is opened. */
  readonly teams: readonly object[]
}

function drawCard(card: Card): Drawings {
  const viewer = someone()
  const view = { viewer, room: roomOf(viewer), message: 'm', edition: 0, drafts: {} }
  const teamsCards = renderTeamsCard(card, { shownIn: teamsPlace, place: teamsPlace, zone, locale })
  const slackParts = renderSlackCard(card, { workspace: 'w1', place: slackPlace, zone, locale })
  return {
    playground: withImages(renderHtmlCard(card, view), card),
    slack: html`${slackParts.map(({ blocks }) => slackMessage(blocks))}`,
    // A picture is an attachment of its own, without a card.
    teams: teamsCards
      .flatMap(({ attachments }) => attachments.map(({ content }) => content as object | undefined))
      .filter((content) => content !== undefined),
  }
}

/** The playground serves its images; a page that stands alone has them inside. */
function withImages(drawing: Html, card: Card): Html {
  const images = card.blocks.filter((block) => block.kind === 'image').values()
  return html`${raw(
    String(drawing).replace(/src="\/playground\/picture[^"]*"/g, () => {
      const png = images.next().value?.png
      return `src="data:image/png;base64,${Buffer.from(png ?? []).toString('base64')}"`
    }),
  )}`
}

function drawForm(form: Form): Drawings {
  const viewer = someone()
  const view = { instance: form.id, form, viewer, room: roomOf(viewer), draft: undefined, inDialog: true }
  return {
    playground: renderHtmlForm(view),
    slack: slackModal(form),
    teams: [formCard(form, { shownIn: teamsPlace, place: teamsPlace, zone, locale })],
  }
}

function slackMessage(blocks: readonly object[]): Html {
  const properties = { blocks, logo: icon, name: 'On the Table', time: new Date(0), theme: 'light' }
  return html`${raw(renderToStaticMarkup(createElement(Message, properties as never)))}`
}

interface ModalBlock {
  readonly type: string
  readonly label?: { readonly text: string }
  readonly hint?: { readonly text: string }
  readonly element?: { readonly type: string; readonly initial_value?: string }
}

/** The library that draws Slack's messages draws no inputs, so a modal is shown by its labels and kinds of input. */
function slackModal(form: Form): Html {
  const { title, submit, blocks } = renderModal(form, slackPlace)
  return html`<h3>${title.text}</h3>
    ${(blocks as readonly ModalBlock[]).map((block) => (block.type === 'input' ? slackInput(block) : slackMessage([block])))}
    <p><button type="button">${submit?.text}</button></p>`
}

function slackInput({ label, hint, element }: ModalBlock): Html {
  return html`<p><strong>${label?.text}</strong><br><em>${element?.type}</em> ${element?.initial_value}<br>
    <small>${hint?.text}</small></p>`
}

function someone(): Person {
  const person = findPerson('aroha-ngata')
  if (person === undefined) throw new Error('The playground has nobody called aroha-ngata any more.')
  return person
}

function roomOf(person: Person) {
  const room = findRoom(person, 'direct')
  if (room === undefined) throw new Error('The playground has no direct messages any more.')
  return room
}
