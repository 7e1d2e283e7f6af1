// Whose public holidays a person keeps: by their time zone, until they choose a region.
import type { Values } from '../../chat/inbound.ts'
import { type Answer, openForm, type SetHolidayRegion, showErrors } from '../answers.ts'
import { choiceField, fieldValue, withoutAccents } from '../kit/form-fields.ts'
import { bold, button, buttons, card, rich, textBlock } from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import type { Turn } from '../turn.ts'

/** Where regions of one time zone have days of their own; ISO 3166-2. Elsewhere the time zone says enough. */
const regions: readonly (readonly [code: string, name: string])[] = [
  ['NZ-AUK', 'Auckland'],
  ['NZ-BOP', 'Bay of Plenty'],
  ['NZ-CAN', 'Canterbury'],
  ['NZ-CIT', 'Chatham Islands'],
  ['NZ-GIS', 'Gisborne'],
  ['NZ-HKB', 'Hawke’s Bay'],
  ['NZ-MWT', 'Manawatū-Whanganui'],
  ['NZ-MBH', 'Marlborough'],
  ['NZ-NSN', 'Nelson'],
  ['NZ-NTL', 'Northland'],
  ['NZ-OTA', 'Otago'],
  ['NZ-STL', 'Southland'],
  ['NZ-TKI', 'Taranaki'],
  ['NZ-TAS', 'Tasman'],
  ['NZ-WKO', 'Waikato'],
  ['NZ-WGN', 'Wellington'],
  ['NZ-WTC', 'West Coast'],
  ['AU-ACT', 'Australian Capital Territory'],
  ['AU-NSW', 'New South Wales'],
  ['AU-NT', 'Northern Territory'],
  ['AU-QLD', 'Queensland'],
  ['AU-SA', 'South Australia'],
  ['AU-TAS', 'Tasmania'],
  ['AU-VIC', 'Victoria'],
  ['AU-WA', 'Western Australia'],
  ['GB-ENG', 'England'],
  ['GB-NIR', 'Northern Ireland'],
  ['GB-SCT', 'Scotland'],
  ['GB-WLS', 'Wales'],
]
const byZone = 'zone'

function regionMeant(words: string): string | undefined {
  const key = keyOf(words)
  return regions.find(([code, name]) => keyOf(name) === key || keyOf(code) === key)?.[0]
}

function keyOf(words: string): string {
  return withoutAccents(words).replaceAll('’', "'")
}

function form(turn: Turn, words: string): Answer {
  const { region } = turn.speaker
  const meant = words === '' ? undefined : regionMeant(words)
  const unknown = words !== '' && meant === undefined
  return openForm({
    id: 'holidays',
    title: 'Your public holidays',
    intro:
      'On public holidays and weekends you hear of nothing but urgent flags. This is for you alone, in all your networks.',
    fields: [
      choiceField(
        'region',
        'Whose public holidays do you keep?',
        [
          [byZone, `Those of my time zone (${turn.zone})`],
          ...regions.map(([code, name]) => [code, named(code, name)] as const),
        ],
        { initial: meant ?? region ?? byZone },
      ),
    ],
    submit: 'Save',
    values: {},
    ...(unknown && {
      errors: {
        region: `I do not know ${words.slice(0, 80)} as a region with days of its own. Please choose.`,
      },
    }),
  })
}

/** Some names are in two countries. */
function named(code: string, name: string): string {
  return code.startsWith('NZ-') ? `${name}, New Zealand` : name
}

function save(turn: Turn, fields: Values): SetHolidayRegion | Answer {
  const chosen = fieldValue(fields, 'region')
  const region = regions.find(([code]) => code === chosen)
  if (region === undefined && chosen !== byZone) return showErrors({ region: 'Please choose one of them.' })
  const whose = region === undefined ? `your time zone (${turn.zone})` : named(...region)
  return {
    kind: 'set-holiday-region',
    region: region?.[0],
    reply: card(
      textBlock(
        rich`Saved: the public holidays of ${bold(whose)}. On these days you hear of nothing but urgent flags.`,
      ),
      buttons(button('Change it', 'holidays', {})),
    ),
  }
}

export const holidaysModule: CommandModule = {
  commands: [
    {
      name: 'holidays',
      takes: '[region]',
      help: 'whose public holidays you keep: on these days you hear of nothing but urgent flags',
      needs: 'nothing',
      handle: form,
    },
  ],
  actions: {},
  forms: { holidays: { needs: 'nothing', handle: save } },
}
