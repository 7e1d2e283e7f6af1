// What Slack sends when somebody presses a button or sends a form that this version has drawn.
import { readFileSync } from 'node:fs'
import { renderCard } from '../../../adapters/slack/render/cards.ts'
import { renderModal } from '../../../adapters/slack/render/modals.ts'
import type { Block, Button } from '../../../src/chat/card.ts'
import type { Form } from '../../../src/chat/form.ts'
import { type Filled, pressOf, submissionOf } from './filled.ts'
import type { Json, RecordedInteractions } from './recorded.ts'
import type { Shown } from './shown.ts'

const place = { kind: 'channel', platform: 'slack', workspace: 'T1', channel: 'C1' } as const

export function slackInteractions({ buttons, forms, inputs }: Shown): RecordedInteractions {
  const interactions = [
    ...[...buttons.values()].map((sighting) => pressOf(sighting, pressed(sighting.what))),
    ...[...forms.values()].map((sighting) =>
      submissionOf(sighting, (filled) => submitted(sighting.what, filled)),
    ),
    ...[...inputs.values()].map((sighting) =>
      submissionOf(sighting, (filled) => submittedInCard(sighting.what, filled)),
    ),
  ]
  return {
    envelopes: {
      block_actions: envelope('block-actions-message'),
      view_submission: envelope('view-submission'),
    },
    interactions,
  }
}

/** A payload of Slack's own, without what differs. */
function envelope(name: string): Json {
  const file = new URL(`../../adapters/slack/fixtures/${name}.json`, import.meta.url)
  const { actions, state, message, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as Json
  const { blocks: _blocks, ...around } = (message ?? {}) as Json
  const { private_metadata, callback_id, blocks, state: _state, ...view } = (rest.view ?? {}) as Json
  return rest.view === undefined ? { ...rest, message: around } : { ...rest, view }
}

function drawn(block: Block): readonly Json[] {
  const [message] = renderCard({ blocks: [block] }, { workspace: 'T1', place })
  return (message?.blocks ?? []) as unknown as readonly Json[]
}

function pressed(button: Button): Json {
  const blocks = drawn({ kind: 'buttons', buttons: [button] })
  const [element] = blocks.flatMap(({ elements }) => elements as readonly Json[])
  return { type: 'block_actions', action: element }
}

function submittedInCard(form: Form, filled: Filled): Json {
  const blocks = drawn({ kind: 'inputs', form })
  const row = blocks.find(({ type }) => type === 'actions')
  const [element] = (row?.elements ?? []) as readonly Json[]
  return { type: 'block_actions', action: element, blocks, state: { values: stateOf(blocks, filled) } }
}

function submitted(form: Form, filled: Filled): Json {
  const view = renderModal(form, place)
  const { callback_id, private_metadata, blocks } = view
  return {
    type: 'view_submission',
    view: {
      callback_id,
      private_metadata,
      blocks,
      state: { values: stateOf(blocks as unknown as readonly Json[], filled) },
    },
  }
}

/** What Slack says of each input. */
function stateOf(blocks: readonly Json[], filled: Filled): Json {
  const inputs = blocks.filter(({ type }) => type === 'input')
  const states = inputs.map(({ block_id, element }) => {
    const input = element as Json
    const name = String(input.action_id)
    return [block_id, { [name]: { type: input.type, ...filledInput(input, name, filled) } }]
  })
  return Object.fromEntries(states) as Json
}

function filledInput(input: Json, name: string, { fields, chosen, people }: Filled): Json {
  if (input.type === 'users_select') return { selected_user: people.includes(name) ? 'U2' : null }
  if (input.type === 'plain_text_input') return { value: fields[name] ?? null }
  const groups = (input.option_groups ?? []) as readonly { readonly options: readonly Json[] }[]
  const options = [...((input.options ?? []) as readonly Json[]), ...groups.flatMap((group) => group.options)]
  return { selected_option: options[chosen[name] ?? -1] ?? null }
}
