// The region whose public holidays a person keeps: by their time zone, until they choose one.
import type { Values } from '../../chat/inbound.ts'
import { type Answer, openForm, type SetHolidayRegion, showErrors } from '../answers.ts'
import { choiceField, fieldValue, withoutAccents } from '../kit/form-fields.ts'
import { bold, button, buttons, card, rich, textBlock } from '../kit/markup.ts'
import type { CommandModule } from '../module.ts'
import type { Turn } from '../turn.ts'

/** The regions (ISO 3166-2) whose holidays differ within one time zone. Elsewhere the time zone is enough. */
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
/** The option that follows the time zone. */
const byZone = 'zone'

function parseRegion(text: string): string | undefined {
  const key = searchKey(text)
  return regions.find(([code, name]) => searchKey(name) === key || searchKey(code) === key)?.[0]
}

function searchKey(text: string): string {
  return withoutAccents(text).replaceAll('’', "'")
}

function form(turn: Turn, text: string): Answer {
  const { region } = turn.speaker
  const typedRegion = parseRegion(text)
  const isUnknown = text !== '' && typedRegion === undefined
  return openForm({
    id: 'holidays',
    title: 'Your public holidays',
    intro:
      'On public holidays and weekends I’ll write to you only about urgent flags. This applies only to you, in all your networks.',
    fields: [
      choiceField(
        'region',
        'Which public holidays do you have?',
        [
          [byZone, `The ones for my time zone (${turn.zone})`],
          ...regions.map(([code, name]) => [code, regionLabel(code, name)] as const),
        ],
        { initial: typedRegion ?? region ?? byZone },
      ),
    ],
    submit: 'Save',
    values: {},
    errors: isUnknown
      ? { region: `I don’t know “${text.slice(0, 80)}” as a region with its own holidays. Choose one here.` }
      : undefined,
  })
}

/** Some names are found in two countries, so the regions of New Zealand name theirs. */
function regionLabel(code: string, name: string): string {
  if (code.startsWith('NZ-')) return `${name}, New Zealand`
  return name
}

function save(turn: Turn, fields: Values): SetHolidayRegion | Answer {
  const chosen = fieldValue(fields, 'region')
  const region = regions.find(([code]) => code === chosen)
  if (region === undefined && chosen !== byZone) return showErrors({ region: 'Choose one of these.' })
  const whose = region === undefined ? `your time zone (${turn.zone})` : regionLabel(...region)
  return {
    kind: 'set-holiday-region',
    region: region?.[0],
    reply: card(
      textBlock(
        rich`I’ll go by the public holidays of ${bold(whose)}. On those days I’ll write to you only about urgent flags.`,
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
      help: 'choose your public holidays: on those days I’ll write to you only about urgent flags',
      needs: 'nothing',
      handle: form,
    },
  ],
  actions: {},
  forms: { holidays: { needs: 'nothing', handle: save } },
}
