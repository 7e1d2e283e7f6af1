// Settings of a network, as a form.
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

const numbered = ['limit', 'weeks', 'checkInHours', 'reminderHours', 'invitationDays', 'roundDays'] as const

const hints: { readonly [setting in (typeof numbered)[number]]?: string } = {
  weeks: '0 is off',
  reminderHours: '0 is off; otherwise one more comes 15 minutes before',
}

function settingsForm(turn: NetworkTurn): Answer {
  const { network } = turn
  const why = forbidden(network, 'change-settings', turn.speaker.id)
  if (why !== undefined) return refusalAnswer(why, turn.people, network)
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
        { initial: network.settings.rule ? 'on' : 'off' },
      ),
      ...numbered.map((setting): Field => {
        const [least, most] = rangeOf(network, setting)
        const hint = [capitalize(rangeText(setting, least, most)), hints[setting]]
          .filter((part) => part !== undefined)
          .join('; ')
        return lineField(setting, settingNames[setting], 5, {
          initial: String(network.settings[setting]),
          hint,
        })
      }),
    ],
    submit: 'Save',
    values: { network: network.id },
  })
}

function save(turn: NetworkTurn, fields: Values): Answer {
  const errors: Record<string, string> = {}
  const settings: { -readonly [name in keyof Settings]?: Settings[name] } = { rule: fields.rule !== 'off' }
  for (const setting of numbered) {
    const [least, most] = rangeOf(turn.network, setting)
    const words = fieldValue(fields, setting)
    const number = Number(words)
    const fits = /^\d+$/.test(words) && number >= least && number <= most
    if (fits || words === String(turn.network.settings[setting])) settings[setting] = number
    else errors[setting] = `A whole number ${rangeText(setting, least, most)}.`
  }
  if (hasErrors(errors)) return showErrors(errors)
  return {
    kind: 'run-command',
    network: turn.network.id,
    command: { kind: 'change-settings', settings },
    done: (after) =>
      card(textBlock(rich`Saved.`), {
        kind: 'facts',
        facts: [
          { label: settingNames.rule, value: rich`${after.settings.rule ? 'on' : 'off'}` },
          ...numbered.map((setting) => ({
            label: settingNames[setting],
            value: rich`${after.settings[setting]}`,
          })),
        ],
      }),
    field: (why) => (why.kind === 'setting-out-of-range' ? why.setting : undefined),
  }
}

/** One line for the homes, as the settings are by now. */
export function settingsChangedCard(
  network: Network,
  people: People,
  { changed, by }: { readonly changed: readonly (keyof Settings)[]; readonly by?: string },
) {
  const { rule, limit, weeks } = network.settings
  const lines: { readonly [name in keyof Settings]?: string } = {
    rule: `the six-meeting rule is ${rule ? 'on' : 'off'}`,
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
