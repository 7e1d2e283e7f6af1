// The settings of a network: the form, and what the homes read about a change.
import type { Card } from '../../chat/card.ts'
import type { Field } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Settings } from '../../domain/core/terms.ts'
import { rangeOf } from '../../domain/membership/settings.ts'
import { forbidden } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, showErrors } from '../answers.ts'
import { choiceField, fieldValue, hasErrors, lineField } from '../kit/form-fields.ts'
import { nameWithAgency } from '../kit/labels.ts'
import { bold, capitalize, card, listText, pluralize, rich, textBlock } from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import { rangeText, settingNames } from '../kit/refusal-sentences.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'

type NumberSetting = Exclude<keyof Settings, 'rule'>

/** What the form says beside the range, in the order of the form. */
const hints: { readonly [setting in NumberSetting]: string | undefined } = {
  limit: undefined,
  weeks: '0 is off',
  checkInHours: undefined,
  reminderHours: '0 is off; otherwise one more comes 15 minutes before',
  invitationDays: undefined,
  roundDays: undefined,
}

const numberSettings = Object.keys(hints) as NumberSetting[]

function settingsForm(turn: NetworkTurn): Answer {
  const { network } = turn
  const refusal = forbidden(network, 'change-settings', turn.speaker.id)
  if (refusal !== undefined) return refusalAnswer(refusal, turn.people, network)
  return openForm({
    id: 'settings',
    title: 'Settings',
    intro: `Of ${network.name}. The journal keeps each change.`,
    fields: [
      choiceField(
        'rule',
        settingNames.rule,
        [
          ['on', 'On'],
          ['off', 'Off'],
        ],
        { initial: onOrOff(network.settings.rule) },
      ),
      ...numberSettings.map((setting) => numberField(network, setting)),
    ],
    submit: 'Save',
    values: { network: network.id },
  })
}

function numberField(network: Network, setting: NumberSetting): Field {
  return lineField(setting, settingNames[setting], 5, {
    initial: String(network.settings[setting]),
    hint: rangeHint(network, setting),
  })
}

function rangeHint(network: Network, setting: NumberSetting): string {
  const [minimum, maximum] = rangeOf(network, setting)
  const range = capitalize(rangeText(setting, minimum, maximum))
  const extra = hints[setting]
  if (extra === undefined) return range
  return `${range}; ${extra}`
}

function save(turn: NetworkTurn, fields: Values): Answer {
  const errors: Record<string, string> = {}
  const settings: { -readonly [name in keyof Settings]?: Settings[name] } = { rule: fields.rule !== 'off' }
  for (const setting of numberSettings) {
    const [minimum, maximum] = rangeOf(turn.network, setting)
    const text = fieldValue(fields, setting)
    const number = Number(text)
    const isInRange = /^\d+$/.test(text) && number >= minimum && number <= maximum
    const isUnchanged = text === String(turn.network.settings[setting])
    if (isInRange || isUnchanged) settings[setting] = number
    else errors[setting] = `A whole number ${rangeText(setting, minimum, maximum)}.`
  }
  if (hasErrors(errors)) return showErrors(errors)
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'change-settings', settings },
    done: (after) => savedCard(after.settings),
    field: (why) => (why.kind === 'setting-out-of-range' ? why.setting : undefined),
  }
}

function savedCard(settings: Settings): Card {
  const numbers = numberSettings.map((setting) => ({
    label: settingNames[setting],
    value: rich`${settings[setting]}`,
  }))
  const rule = { label: settingNames.rule, value: rich`${onOrOff(settings.rule)}` }
  return card(textBlock(rich`Saved.`), { kind: 'facts', facts: [rule, ...numbers] })
}

function onOrOff(isOn: boolean): 'on' | 'off' {
  return isOn ? 'on' : 'off'
}

/** The line that the homes read after a change. It shows the settings as they are when it is sent. */
export function settingsChangedCard(
  network: Network,
  people: People,
  { changed, by }: { readonly changed: readonly (keyof Settings)[]; readonly by?: string },
) {
  const { rule, limit, weeks } = network.settings
  const lines: { readonly [name in keyof Settings]?: string } = {
    rule: `the six-meeting rule is ${onOrOff(rule)}`,
    limit: `the limit is ${pluralize(limit, 'meeting')} with nothing on the table`,
    weeks: weeks === 0 ? 'there is no limit in weeks' : `the limit in weeks is ${weeks}`,
  }
  const now = listText(changed.flatMap((name) => lines[name] ?? []))
  const who = by === undefined ? 'Somebody' : nameWithAgency(network, people, by)
  return card(textBlock(rich`${who} changed the settings of ${bold(network.name)}: ${now}.`))
}

export const settingsModule: CommandModule = {
  commands: [
    {
      name: 'settings',
      help: 'the limit, the check-in, reminders, invitations, rounds of reflection',
      needs: 'network',
      handle: settingsForm,
    },
  ],
  actions: {},
  forms: { settings: { needs: 'network', handle: save } },
}
