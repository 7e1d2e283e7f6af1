// What people read about a proposal to loosen the six-meeting rule when one meeting is left, or none.
import type { Block, Card, Run } from '../../../chat/card.ts'
import type { PersonId } from '../../../domain/core/ids.ts'
import type { Settings } from '../../../domain/core/terms.ts'
import {
  type LooseningEnd,
  looseningEnd,
  mayConsent,
  openLoosening,
} from '../../../domain/meetings/loosening.ts'
import type { Loosening } from '../../../domain/meetings/state.ts'
import { holders, participant } from '../../../domain/membership/members.ts'
import type { Network } from '../../../domain/state.ts'
import { nameWithAgency, personRun } from '../../kit/labels.ts'
import {
  bold,
  button,
  buttons,
  capitalize,
  card,
  heading,
  listText,
  pluralize,
  rich,
  textBlock,
} from '../../kit/markup.ts'
import type { People } from '../../turn.ts'

/** E.g. `raise the limit from 6 to 8 meetings`. */
export function looseningText({ settings, before }: Pick<Loosening, 'settings' | 'before'>): string {
  const { rule, limit, weeks } = settings
  const changes: string[] = []
  if (rule !== undefined) changes.push('switch the six-meeting rule off')
  if (limit !== undefined) changes.push(`raise the limit from ${before.limit} to ${limit} meetings`)
  if (weeks !== undefined) changes.push(weeksText(weeks, before.weeks ?? 0))
  return listText(changes)
}

function weeksText(weeks: number, before: number): string {
  if (weeks === 0) return `switch off the limit of ${pluralize(before, 'week')}`
  return `lengthen the limit from ${before} to ${pluralize(weeks, 'week')}`
}

/** Who has to agree, as the end of a sentence. */
export function consentText(network: Network, people: People, proposer: PersonId): readonly Run[] {
  const angels = holders(network, 'guardian-angel')
  if (angels.length === 1)
    return rich`${personRun(people, angels[0] ?? '')}, the guardian angel, has to agree`
  if (angels.length > 1) return rich`one of the guardian angels has to agree`
  const agency = participant(network, proposer)?.agency ?? 'the proposer’s'
  return rich`there’s no guardian angel, so a member of an agency other than ${agency} has to agree`
}

/** The value of each setting after a change, and before it if that is known. */
export function changedValues(
  changed: readonly (keyof Settings)[],
  now: Partial<Settings>,
  before: Partial<Settings> = {},
): string {
  return listText(changed.map((name) => `${valueText(name, now)}${formerText(name, before)}`))
}

function valueText(name: keyof Settings, { rule, limit = 0, weeks = 0 }: Partial<Settings>): string {
  if (name === 'rule') return `the six-meeting rule is ${rule ? 'on' : 'off'}`
  if (name === 'limit') return `the limit is ${pluralize(limit, 'meeting')} with nothing on the table`
  return weeks === 0 ? 'there is no limit in weeks' : `the limit in weeks is ${weeks}`
}

function formerText(name: keyof Settings, before: Partial<Settings>): string {
  const value = before[name]
  if (value === undefined) return ''
  if (typeof value === 'boolean') return ` (it was ${value ? 'on' : 'off'})`
  return name === 'weeks' && value === 0 ? '' : ` (it was ${value})`
}

interface LooseningNotice {
  readonly proposal: string
  readonly first?: true | undefined
  readonly reader: PersonId | undefined
}

/**
 * The proposal as a home or a person reads it; only those who can answer get buttons. Returns `undefined` when it was
 * never sent and needs no answer any more.
 */
export function looseningCard(
  network: Network,
  people: People,
  { proposal: id, first, reader }: LooseningNotice,
): Card | undefined {
  const proposal = network.loosenings.get(id)
  if (proposal === undefined || (first && openLoosening(network)?.id !== id)) return undefined
  return card(
    heading(`${capitalize(looseningText(proposal))}?`),
    textBlock(rich`${nameWithAgency(network, people, proposal.by)} asks for this in ${bold(network.name)}.`),
    ...stateBlocks(network, people, { proposal, reader }),
  )
}

interface Shown {
  readonly proposal: Loosening
  readonly reader?: PersonId | undefined
}

function stateBlocks(
  network: Network,
  people: People,
  { proposal, reader }: Shown,
): readonly (Block | undefined)[] {
  const { state, before } = proposal
  switch (state.kind) {
    case 'open':
      return openBlocks(network, people, { proposal, reader })
    case 'agreed':
      return [textBlock(rich`${answererName(network, people, proposal)} agreed.`)]
    case 'declined': {
      const stays = changedValues(Object.keys(before) as (keyof Settings)[], before)
      if (state.by === proposal.by)
        return [
          textBlock(rich`${answererName(network, people, proposal)} took this back: ${stays}, as before.`),
        ]
      return [textBlock(rich`${answererName(network, people, proposal)} didn’t agree: ${stays}, as before.`)]
    }
  }
}

function openBlocks(
  network: Network,
  people: People,
  { proposal, reader }: Shown,
): readonly (Block | undefined)[] {
  const end = looseningEnd(network, proposal)
  if (end !== undefined) return [textBlock(rich`This no longer needs an answer: ${endTexts[end]}`)]
  return [
    textBlock(
      rich`The limit is close, so ${consentText(network, people, proposal.by)}. Nothing changes until then.`,
    ),
    isAnswerableBy(network, proposal, reader) ? looseningButtons(network, proposal.id) : undefined,
  ]
}

const endTexts: { readonly [end in LooseningEnd]: string } = {
  closed: 'the network has closed.',
  replaced: 'a later proposal has taken its place.',
  reframed: 'the network has a new shared outcome, so its count starts again at 0.',
  put: 'something came onto the table, so the count starts again.',
  changed: 'the count or the settings have changed since.',
}

/** In a channel anybody may read it, so buttons stand there only where an angel is not needed. */
function isAnswerableBy(network: Network, proposal: Loosening, reader: PersonId | undefined): boolean {
  if (reader === undefined) return holders(network, 'guardian-angel').length === 0
  return mayConsent(network, proposal, reader)
}

function answererName(network: Network, people: People, { state }: Loosening): readonly Run[] {
  if (state.kind === 'open' || state.by === undefined) return rich`Somebody`
  return nameWithAgency(network, people, state.by)
}

export function looseningButtons(network: Network, proposal: string): Block | undefined {
  const values = { network: network.id, proposal }
  return buttons(
    button('I agree', 'agree-loosening', values, 'primary'),
    button('Not now', 'decline-loosening', values),
  )
}

/** What the proposer hears when it was not agreed. */
export function looseningDeclinedCard(network: Network, people: People, id: string): Card | undefined {
  const proposal = network.loosenings.get(id)
  if (proposal?.state.kind !== 'declined' || network.closing !== undefined) return undefined
  const values = { network: network.id }
  return card(
    textBlock(
      rich`${answererName(network, people, proposal)} didn’t agree to ${looseningText(proposal)} in ${bold(network.name)}, so nothing has changed. You can talk it over with them, or find another way on.`,
    ),
    buttons(
      button('Put something on the table', 'put', values, 'primary'),
      button('Show the network', 'network', values),
    ),
  )
}
