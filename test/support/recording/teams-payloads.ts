// What Teams sends when somebody presses a button or sends a form that this version has drawn.
import { adaptiveCard, formCard } from '../../../adapters/teams/render/cards.ts'
import type { Button } from '../../../src/chat/card.ts'
import type { Form } from '../../../src/chat/form.ts'
import { channelOf, health } from '../../adapters/teams/harness.ts'
import { actionsIn, inputsIn } from '../../adapters/teams/visible-text.ts'
import { type Filled, pressOf, submissionOf } from './filled.ts'
import type { Json, RecordedInteractions } from './recorded.ts'
import type { Shown } from './shown.ts'

const channel = '19:doors@thread.tacv2'
const place = channelOf(health.id, channel)
const view = { place, shownIn: place }
const context = { theme: 'default' }

export function teamsInteractions({ buttons, forms, inputs }: Shown): RecordedInteractions {
  const interactions = [
    ...[...buttons.values()].map((sighting) => pressOf(sighting, pressed(sighting.what))),
    ...[...forms.values()].map((sighting) =>
      submissionOf(sighting, (filled) => inDialog(sighting.what, filled)),
    ),
    ...[...inputs.values()].map((sighting) =>
      submissionOf(sighting, (filled) => inCard(sighting.what, filled)),
    ),
  ]
  return { envelopes: { invoke }, interactions }
}

/** A payload of somebody in a channel. The address of the service and the ids of deliveries are those of the day. */
const invoke: Json = {
  type: 'invoke',
  timestamp: '2026-11-24T00:00:00Z',
  channelId: 'msteams',
  from: { id: '29:aroha', aadObjectId: 'aad-aroha', name: 'Aroha Ngata' },
  conversation: {
    isGroup: true,
    tenantId: health.id,
    conversationType: 'channel',
    id: `${channel};messageid=1700000000001`,
  },
  replyToId: '1700000000001',
  localTimestamp: '2026-11-24T13:00:00+13:00',
  localTimezone: 'Pacific/Auckland',
  locale: 'en-NZ',
  entities: [
    { type: 'clientInfo', locale: 'en-NZ', country: 'NZ', platform: 'Windows', timezone: 'Pacific/Auckland' },
  ],
  channelData: {
    teamsChannelId: channel,
    teamsTeamId: '19:youth@thread.tacv2',
    channel: { id: channel },
    team: { id: '19:youth@thread.tacv2' },
    tenant: { id: health.id },
  },
}

function pressed(button: Button): Json {
  return sent(adaptiveCard({ blocks: [{ kind: 'buttons', buttons: [button] }] }, view), {}, 'task/fetch')
}

function inDialog(form: Form, filled: Filled): Json {
  const card = formCard(form, { ...view, isDialog: true })
  return sent(card, inputsOf(card, form, filled), 'task/submit')
}

function inCard(form: Form, filled: Filled): Json {
  const card = formCard(form, view)
  return sent(card, inputsOf(card, form, filled), 'task/submit')
}

/** `submit` is how the press of an `Action.Submit` is called there. */
function sent(card: unknown, inputs: Json, submit: string): Json {
  const [{ type, verb, title, data } = {}] = actionsIn(card)
  const all = { ...(data as Json), ...inputs }
  if (type === 'Action.Execute')
    return {
      name: 'adaptiveCard/action',
      value: { action: { type, verb, title, data: all }, trigger: 'manual' },
    }
  return { name: submit, value: { data: all, context } }
}

function inputsOf(card: unknown, form: Form, { fields, chosen, people }: Filled): Json {
  const inputs = inputsIn(card).map(({ id, choices }, index) => {
    const name = form.fields[index]?.name ?? ''
    if (people.includes(name)) return [id, 'aad-mere']
    const options = (choices ?? []) as readonly Json[]
    return [id, options.length > 0 ? options[chosen[name] ?? -1]?.value : (fields[name] ?? '')]
  })
  return Object.fromEntries(inputs.filter(([, value]) => value !== undefined)) as Json
}
