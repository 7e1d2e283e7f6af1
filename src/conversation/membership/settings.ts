// The settings of a network: the form, and what the homes read about a change.
import type { Block, Card } from '../../chat/card.ts'
import type { Field } from '../../chat/form.ts'
import type { Values } from '../../chat/inbound.ts'
import type { Settings } from '../../domain/core/terms.ts'
import { isLooseningGuarded } from '../../domain/meetings/loosening.ts'
import { holders, holds } from '../../domain/membership/members.ts'
import { rangeOf } from '../../domain/membership/settings.ts'
import { forbidden } from '../../domain/permissions.ts'
import type { Network } from '../../domain/state.ts'
import { type Answer, openForm, showErrors } from '../answers.ts'
import { choiceField, fieldValue, hasErrors, lineField } from '../kit/form-fields.ts'
import { nameWithAgency } from '../kit/labels.ts'
import { bold, button, buttons, capitalize, card, rich, textBlock } from '../kit/markup.ts'
import { refusalAnswer } from '../kit/refusal-messages.ts'
import { rangeText, settingNames } from '../kit/refusal-sentences.ts'
import { proposedBlocks } from '../meetings/loosening/loosening.ts'
import { changedValues } from '../meetings/loosening/loosening-cards.ts'
import type { CommandModule } from '../module.ts'
import type { NetworkTurn, People } from '../turn.ts'

type NumberSetting = Exclude<keyof Settings, 'rule'>

/** What the form says beside the range, in the order of the form. */
const hints: { readonly [setting in NumberSetting]: string | undefined } = {
  limit: undefined,
  weeks: '0 turns it off',
  checkInHours: undefined,
  reminderHours: '0 turns it off; otherwise a second one comes 15 minutes before',
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
    intro: `These are the settings of ${network.name}. Each change goes into the network’s record.${guardText(turn)}`,
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

/** An angel's own change needs no further consent. */
function guardText({ network, speaker }: NetworkTurn): string {
  if (!isLooseningGuarded(network) || holds(network, speaker.id, 'guardian-angel')) return ''
  const who =
    holders(network, 'guardian-angel').length > 0 ? 'a guardian angel' : 'a member of another agency'
  return ` The limit is close, so ${who} needs to agree before the rule is loosened: a higher limit, more weeks, or switching either off.`
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
    else errors[setting] = `Enter a whole number ${rangeText(setting, minimum, maximum)}.`
  }
  if (hasErrors(errors)) return showErrors(errors)
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'change-settings', settings },
    done: (after, people) => savedCard(turn, after, people),
    field: (why) => (why.kind === 'setting-out-of-range' ? why.setting : undefined),
  }
}

/** A change that was made can be undone; what is only proposed has a button of its own. */
function undoButtons(turn: NetworkTurn, after: Network): Block | undefined {
  if (after.settingsChange === turn.network.settingsChange) return undefined
  return buttons(button('Undo', 'undo-settings', { network: after.id }))
}

function undoChange({ network }: NetworkTurn): Answer {
  return {
    kind: 'run-command',
    network: network.id,
    command: { kind: 'undo-settings' },
    done: (after, people) => {
      const proposed = proposedBlocks(after, people)
      if (proposed.length > 0) return card(...proposed)
      return card(textBlock(rich`Undone. The settings of ${bold(after.name)} are as they were.`))
    },
  }
}

function savedCard(turn: NetworkTurn, after: Network, people: People): Card {
  const { settings } = after
  const numbers = numberSettings.map((setting) => ({
    label: settingNames[setting],
    value: rich`${settings[setting]}`,
  }))
  const rule = { label: settingNames.rule, value: rich`${onOrOff(settings.rule)}` }
  const proposed = proposedBlocks(after, people)
  if (proposed.length > 0) return card(...proposed, { kind: 'facts', facts: [rule, ...numbers] })
  return card(
    textBlock(rich`I’ve saved the settings of ${bold(after.name)}.`),
    { kind: 'facts', facts: [rule, ...numbers] },
    undoButtons(turn, after),
  )
}

function onOrOff(isOn: boolean): 'on' | 'off' {
  return isOn ? 'on' : 'off'
}

interface ChangedSettings {
  readonly changed: readonly (keyof Settings)[]
  readonly by?: string
  /** The values after the change; a message of an earlier version shows the present ones. */
  readonly now?: Partial<Settings>
  readonly before?: Partial<Settings>
  readonly proposal?: string
  readonly undone?: true
}

/** The line that is read after a change. */
export function settingsChangedCard(
  network: Network,
  people: People,
  { changed, by, now = network.settings, before, proposal, undone }: ChangedSettings,
) {
  if (undone) return card(textBlock(rich`Withdrawn: the settings of ${bold(network.name)} are as they were.`))
  const values = changedValues(changed, now, before)
  const who = by === undefined ? rich`Someone` : nameWithAgency(network, people, by)
  const proposed = proposal === undefined ? undefined : network.loosenings.get(proposal)
  if (proposed === undefined)
    return card(textBlock(rich`${who} changed the settings of ${bold(network.name)}: ${values}.`))
  const proposer = nameWithAgency(network, people, proposed.by)
  return card(
    textBlock(rich`${who} agreed to what ${proposer} asked for in ${bold(network.name)}: ${values}.`),
  )
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
  actions: { 'undo-settings': { needs: 'network', handle: undoChange } },
  forms: { settings: { needs: 'network', handle: save } },
}
